using System.CommandLine;
using System.CommandLine.Completions;

namespace OllamaSdk.Cli.Tools;

/// <summary>The options that say which tools a model may ask for.</summary>
internal sealed class ToolOptions
{
    private readonly Option<string[]> _tools = new("--tools")
    {
        Description = "Tools that the model may ask for: time, calculator, files, and MCP servers of your settings by their names; or none.",
        HelpName = "NAME,NAME",
    };

    private readonly Option<string?> _folder = new("--tools-folder") { Description = "The folder below which the model may read files; switches the tool 'files' on.", HelpName = "PATH" };

    private readonly Option<bool> _yes = new("--yes-tools") { Description = "Run tools without asking. Only where whatever they do is all right." };

    public void AddTo(Command command)
    {
        _tools.CompletionSources.Add(static _ => ToolBox.BuiltIn.Select(name => new CompletionItem(name)));
        foreach (var option in (Option[])[_tools, _folder, _yes])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The names that were typed; <see langword="null"/> where none were.</summary>
    public IReadOnlyList<string>? Names(ParseResult parsed) => parsed.GetResult(_tools) is null
        ? null
        : [.. (parsed.GetValue(_tools) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public string? Folder(ParseResult parsed) => parsed.GetValue(_folder);

    /// <summary>Whether tools were typed.</summary>
    public bool AreTyped(ParseResult parsed) => Names(parsed) is { } names ? names.Any(name => name != ToolBox.None) : Folder(parsed) is not null;

    public bool NeedsNoAsking(ParseResult parsed) => parsed.GetValue(_yes);
}
