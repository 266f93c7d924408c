using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class ConfigUnsetCommand : CliCommand
{
    private readonly Argument<string> _name = SettingNames.Argument();

    public ConfigUnsetCommand(GlobalOptions global)
        : base("unset", "Takes a setting, or a group of them, out of the file.", global) => Arguments.Add(_name);

    protected override Task RunAsync(CommandContext context)
    {
        // Any name: what the file should not hold is taken out this way.
        var (name, path) = (context.Parsed.GetRequiredValue(_name), ConfigPathCommand.Of(context));
        var json = ConfigText.Read(path);
        var changed = JsonEdit.Remove(json, name.Split('.'));
        if (ReferenceEquals(json, changed))
        {
            ErrorText.Print($"{name} is not set in {path}.");
            context.ExitCode = ExitCode.Failed;
            return Task.CompletedTask;
        }

        ConfigText.Write(path, changed);
        ConfigDone.Tell(context, path, "unset", name);
        return Task.CompletedTask;
    }
}
