namespace OllamaSdk.Cli.Settings;

/// <summary>Which tools there are for a model, where nothing is typed.</summary>
internal sealed class ToolsEntry
{
    /// <summary>The tools that are on: built-in ones and MCP servers, by their names.</summary>
    public List<string?>? Use { get; set; }

    /// <summary>Those that run without being asked for: as above, or <c>SERVER.TOOL</c>.</summary>
    public List<string?>? Allow { get; set; }

    /// <summary>The folder below which files may be read.</summary>
    public string? Folder { get; set; }
}

/// <summary>An MCP server: a program, or an address. It may hold keys, so it is no record.</summary>
internal sealed class McpServerEntry
{
    /// <summary>The program; found in <c>PATH</c>, or a full path.</summary>
    public string? Command { get; set; }

    public List<string>? Args { get; set; }

    /// <summary>Variables for the program, beside the usual harmless ones.</summary>
    public Dictionary<string, string>? Env { get; set; }

    /// <summary>The address of a server that runs already.</summary>
    public string? Url { get; set; }

    public Dictionary<string, string>? Headers { get; set; }
}
