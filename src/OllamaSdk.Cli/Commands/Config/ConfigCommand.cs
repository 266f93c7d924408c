using OllamaSdk.Cli.Options;

namespace OllamaSdk.Cli.Commands;

/// <summary>Looks at the settings file and changes it, also where it holds what no other command could use.</summary>
internal sealed class ConfigCommand : CliCommand
{
    private readonly ConfigListCommand _list;

    public ConfigCommand(GlobalOptions global)
        : base("config", "Shows and changes the settings that are kept: the model, servers, profiles, time limits. By itself it lists them.", global)
    {
        _list = new ConfigListCommand(global);
        Add(_list);
        Add(new ConfigGetCommand(global));
        Add(new ConfigSetCommand(global));
        Add(new ConfigUnsetCommand(global));
        Add(new ConfigPathCommand(global));
    }

    protected override Task RunAsync(CommandContext context)
    {
        ConfigListCommand.List(context);
        return Task.CompletedTask;
    }
}
