using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tools;

/// <summary><c>/tools</c> of the chat: lists them, and switches them on and off.</summary>
internal static class ToolCommand
{
    /// <param name="box">The tools.</param>
    /// <param name="words">What was typed behind the command.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="cancellationToken">Ends the starting of a server.</param>
    /// <exception cref="UsageException">There is no such tool, or it lacks something.</exception>
    /// <exception cref="IOException">A server cannot be used; then it is off.</exception>
    public static async Task RunAsync(ToolBox box, string words, TextWriter output, CancellationToken cancellationToken)
    {
        switch (words.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            case []:
                break;
            case ["on", var name]:
                await SwitchOnAsync(box, name, null, cancellationToken);
                break;
            case ["on", "files", var folder]:
                await SwitchOnAsync(box, "files", folder, cancellationToken);
                break;
            case ["off", var name]:
                box.Switch(name, isOn: false);
                break;
            default:
                throw new UsageException("/tools lists the tools; /tools on NAME and /tools off NAME switch one, /tools on files FOLDER says where.");
        }

        foreach (var name in box.Names)
        {
            output.WriteLine(TerminalText.Clean($"{(box.IsOn(name) ? "on " : "off")}  {name}{await DetailAsync(box, name, cancellationToken)}"));
        }
    }

    // What does not start must not stand in the way of every question from now on.
    private static async Task SwitchOnAsync(ToolBox box, string name, string? folder, CancellationToken cancellationToken)
    {
        box.Switch(name, isOn: true, folder);
        try
        {
            await box.ToolsOfAsync(name, cancellationToken);
        }
        catch
        {
            box.Switch(name, isOn: false);
            throw;
        }
    }

    private static async Task<string> DetailAsync(ToolBox box, string name, CancellationToken cancellationToken)
    {
        if (!box.IsOn(name))
        {
            return "";
        }

        var tools = (await box.ToolsOfAsync(name, cancellationToken)).ToArray();
        var folder = name == "files" ? $" below {box.Folder}" : "";
        var names = tools.Length == 1 && tools[0].Name == name ? "" : $": {string.Join(", ", tools.Select(tool => tool.Name).Order(StringComparer.Ordinal))}";
        return $"{names}{folder}{(tools.Length > 0 && tools.All(tool => box.Asking.IsAllowed(tool.Name)) ? " (without asking)" : "")}";
    }
}
