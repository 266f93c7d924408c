using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class ConfigSetCommand : CliCommand
{
    private readonly Argument<string> _name = SettingNames.Argument();

    private readonly Argument<string> _value = new("VALUE")
    {
        Description = "Its value; several of a list go with commas between them. - reads standard input, so that no key stands in the shell's history.",
    };

    public ConfigSetCommand(GlobalOptions global)
        : base("set", "Sets one setting in the file, which is made where there is none; the rest of it stays as it is.", global)
    {
        Arguments.Add(_name);
        Arguments.Add(_value);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var (name, path) = (ConfigName.Of(context.Parsed.GetRequiredValue(_name)), ConfigPathCommand.Of(context));
        var typed = context.Parsed.GetRequiredValue(_value);
        var value = name.Json(typed == "-" ? (await PromptText.ReadInputAsync(context.Token)).Trim() : typed);
        var json = JsonEdit.Set(ConfigText.Read(path), name.Path, value);
        ConfigCheck.Value(name, value, json);
        ConfigText.Write(path, json);
        ConfigDone.Tell(context, path, "set", string.Join('.', name.Path));
    }
}
