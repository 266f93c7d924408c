using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class ConfigPathCommand(GlobalOptions global) : CliCommand("path", "Tells where the settings file is, or would be.", global)
{
    /// <exception cref="UsageException">The user has no place for one.</exception>
    public static string Of(CommandContext context) => context.SettingsPath is { } path ? Path.GetFullPath(path)
        : throw new UsageException($"There is no place for settings: the user has no home. Name a file with --config or {SettingsPlaces.FileVariable}.");

    protected override Task RunAsync(CommandContext context)
    {
        var path = Of(context);
        context.Print(new ConfigPathDocument(path, File.Exists(path)), () => Console.Out.WriteLine(TerminalText.ForOutput(path)));
        return Task.CompletedTask;
    }
}
