using System.Text.Json;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class ConfigListCommand(GlobalOptions global) : CliCommand("list", "Lists what the settings file says; keys are not shown.", global)
{
    private static readonly JsonDocumentOptions s_json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="UsageException">The file cannot be read, or is no JSON.</exception>
    public static void List(CommandContext context)
    {
        var path = ConfigPathCommand.Of(context);
        var settings = Values(path, "");
        context.Print(new ConfigDocument(path, settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)), () =>
        {
            if (settings.Count == 0)
            {
                ErrorText.Print($"nothing is set in {path}. Begin with, for example: ollama-sdk config set model llama3.2");
            }

            foreach (var (name, value) in settings)
            {
                Console.Out.WriteLine(TerminalText.ForOutput($"{name} = {value}"));
            }
        });
    }

    /// <summary>The settings at and below a name; all where it is empty.</summary>
    public static IReadOnlyList<(string Name, string Value)> Values(string path, string below)
    {
        using var json = JsonDocument.Parse(ConfigText.Read(path), s_json);
        return [.. ConfigText.Values(json.RootElement)
            .Select(member => (Name: string.Join('.', member.Path), Value: ConfigText.Shown(member.Path, member.Value)))
            .Where(member => below.Length == 0 || member.Name == below || member.Name.StartsWith($"{below}.", StringComparison.Ordinal))];
    }

    protected override Task RunAsync(CommandContext context)
    {
        List(context);
        return Task.CompletedTask;
    }
}
