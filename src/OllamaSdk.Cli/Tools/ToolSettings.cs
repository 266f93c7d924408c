using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tools;

/// <summary>
/// What the settings say about tools. They are taken from the user's own file and no other: an MCP server is a program, and a file that came with a
/// project must neither start one nor let a tool run unasked.
/// </summary>
/// <param name="Path">The user's own file; <see langword="null"/> where there can be none.</param>
/// <param name="Tools">Which tools are on.</param>
/// <param name="Servers">The MCP servers.</param>
internal sealed record ToolSettings(string? Path, ToolsEntry Tools, IReadOnlyDictionary<string, McpServerEntry> Servers)
{
    private const int MaxNameLength = 32;

    /// <summary>No settings.</summary>
    public static ToolSettings None => new(null, new ToolsEntry(), new Dictionary<string, McpServerEntry>());

    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="otherFile">The file of <c>--config</c>; what it says of tools is not used, and the user is told so.</param>
    /// <exception cref="UsageException">A file is wrong.</exception>
    public static ToolSettings Read(Func<string, string?> environment, string? otherFile)
    {
        var own = SettingsPlaces.DefaultFile(environment);
        if (otherFile is not null && System.IO.Path.GetFullPath(otherFile) != own && ConfigFile.Read(otherFile) is { } other && (other.Tools is not null || other.McpServers is not null))
        {
            ErrorText.Print($"tools and mcp_servers of {otherFile} are not used: MCP servers are programs that could do anything, "
                + $"so that only your own settings file names them{(own is null ? "" : $" ({own})")}");
        }

        var file = File.Exists(own) ? ConfigFile.Read(own) : new ConfigFile();
        foreach (var (name, entry) in file.McpServers ?? [])
        {
            CheckName(name, own!);
            _ = entry ?? throw new UsageException($"mcp_servers.{name} of {own} is null; it must say what the server is.");
        }

        return new(own, file.Tools ?? new ToolsEntry(), file.McpServers ?? []);
    }

    // The name stands before those of its tools, which servers of models take in ASCII letters and at most 64 of them.
    private static void CheckName(string name, string path)
    {
        if (name.Length is 0 or > MaxNameLength || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            throw new UsageException($"mcp_servers of {path}: '{name}' is no name for a server; it has 1 to {MaxNameLength} letters, digits, _ and -.");
        }

        if (ToolBox.BuiltIn.Contains(name) || name == ToolBox.None)
        {
            throw new UsageException($"mcp_servers of {path}: '{name}' has a meaning of its own; give the server another name.");
        }
    }
}
