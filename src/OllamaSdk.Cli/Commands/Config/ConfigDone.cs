using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

/// <summary>What is said of a change, and what would keep it from having an effect.</summary>
internal static class ConfigDone
{
    public static void Tell(CommandContext context, string path, string what, string name)
    {
        context.Print(new ConfigChangeDocument("success", name, path), () => Console.Out.WriteLine(TerminalText.ForOutput($"{name} is {what} in {path}")));
        try
        {
            _ = context.Clients.Described;
            if (name.StartsWith("providers.", StringComparison.Ordinal) && context.ReadSettings() is { Provider: null, Providers: { Count: > 0 } servers })
            {
                // Nobody has said so, and from now on all questions go there.
                ErrorText.Print($"'{servers.Keys.First()}' is asked first, since it stands first; choose with: ollama-sdk config set provider NAME");
            }
        }
        catch (Exception e) when (e is UsageException or LlmConfigurationException)
        {
            // It may be set next.
            ErrorText.Print($"the settings cannot be used yet: {SettingWords.InWords(e.Message)}");
        }
    }
}
