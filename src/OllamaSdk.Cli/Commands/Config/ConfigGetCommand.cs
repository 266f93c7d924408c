using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class ConfigGetCommand : CliCommand
{
    private readonly Argument<string> _name = SettingNames.Argument();

    public ConfigGetCommand(GlobalOptions global)
        : base("get", "Prints one setting of the file; of a group all, a line each. Keys are not shown.", global) => Arguments.Add(_name);

    protected override Task RunAsync(CommandContext context)
    {
        var (name, path) = (context.Parsed.GetRequiredValue(_name), ConfigPathCommand.Of(context));
        var isValue = ConfigName.Of(name).IsValue;
        var settings = ConfigListCommand.Values(path, name);
        if (settings.Count == 0)
        {
            ErrorText.Print($"{name} is not set in {path}.");
            context.ExitCode = ExitCode.Failed;
            return Task.CompletedTask;
        }

        context.Print(new ConfigDocument(path, settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)), () =>
        {
            foreach (var setting in settings)
            {
                Console.Out.WriteLine(TerminalText.ForOutput(isValue ? setting.Value : $"{setting.Name} = {setting.Value}"));
            }
        });
        return Task.CompletedTask;
    }
}
