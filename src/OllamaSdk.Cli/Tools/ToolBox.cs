using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tools;

/// <summary>The tools that there are while a command runs, and which of them are on. Servers are started when a question is about to be asked.</summary>
internal sealed class ToolBox : IAsyncDisposable
{
    /// <summary>The word for no tool at all.</summary>
    public const string None = "none";

    private const string Files = "files";
    private const string FilesTool = "read_file";

    private readonly CommandContext _context;
    private readonly ToolSettings _settings;
    private readonly Dictionary<string, McpServer> _servers;
    private readonly List<string> _on = [];
    private FolderFiles? _files;

    private ToolBox(CommandContext context, ToolSettings settings, bool needsNoAsking)
    {
        (_context, _settings) = (context, settings);
        _servers = settings.Servers.ToDictionary(
            server => server.Key, server => new McpServer(server.Key, server.Value, $"mcp_servers.{server.Key} of {settings.Path}", context.IsVerbose));
        Asking = new ToolAsking([.. (settings.Tools.Allow ?? []).OfType<string>()], needsNoAsking, context);
    }

    /// <summary>The names of the tools that need no server.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ["time", "calculator", Files];

    /// <summary>Who asks before a call.</summary>
    public ToolAsking Asking { get; }

    /// <summary>Whether any is on.</summary>
    public bool HasAny => _on.Count > 0;

    /// <summary>All names: built-in tools, then servers.</summary>
    public IEnumerable<string> Names => BuiltIn.Concat(_servers.Keys);

    /// <summary>The folder below which files may be read.</summary>
    public string? Folder { get; private set; }

    /// <exception cref="UsageException">A name, the folder or a settings file is wrong.</exception>
    public static ToolBox Open(CommandContext context, ToolOptions options)
    {
        // A demonstration needs no settings, and must run where they are wrong.
        var settings = context.IsDemo ? ToolSettings.None : ToolSettings.Read(Environment.GetEnvironmentVariable, context.ConfigPath);
        var box = new ToolBox(context, settings, options.NeedsNoAsking(context.Parsed)) { Folder = settings.Tools.Folder };
        var (typed, folder) = (options.Names(context.Parsed), options.Folder(context.Parsed));
        foreach (var name in (typed ?? settings.Tools.Use?.OfType<string>() ?? []).Where(name => name != None))
        {
            box.Switch(name, isOn: true, folder);
        }

        if (folder is not null)
        {
            box.Switch(Files, isOn: true, folder);
        }

        return box;
    }

    /// <summary>Whose a tool is: a built-in name, or a server's.</summary>
    public static string SourceOf(string tool) => tool.IndexOf('.', StringComparison.Ordinal) is var end and > 0 ? tool[..end] : tool == FilesTool ? Files : tool;

    public bool IsOn(string name) => _on.Contains(name);

    /// <exception cref="UsageException">There is no such name, or files have no folder.</exception>
    public void Switch(string name, bool isOn, string? folder = null)
    {
        if (!Names.Contains(name))
        {
            throw new UsageException($"There is no tool '{name}'. There are {string.Join(", ", Names)}; MCP servers are named by mcp_servers in {_settings.Path ?? "your settings file"}.");
        }

        if (isOn && name == Files && (folder ?? Folder) is var place && (_files is null || folder is not null))
        {
            _files = new FolderFiles(Expand(place ?? throw new UsageException("The tool files needs a folder, below which it may read: --tools-folder PATH.")));
            Folder = place;
        }

        _on.Remove(name);
        if (isOn)
        {
            _on.Add(name);
        }
    }

    /// <summary>The tools that are on; servers that do not run yet, or no longer, are started.</summary>
    /// <exception cref="IOException">A server cannot be used.</exception>
    public async Task<ToolSet> ToolsAsync(CancellationToken cancellationToken)
    {
        var tools = new ToolSet();
        foreach (var name in _on)
        {
            foreach (var tool in await ToolsOfAsync(name, cancellationToken))
            {
                try
                {
                    tools.Add(tool);
                }
                catch (ArgumentException)
                {
                    ErrorText.Print($"a second tool of the name {tool.Name} is left out");
                }
            }
        }

        return tools;
    }

    /// <summary>The tools of one name.</summary>
    /// <inheritdoc cref="ToolsAsync" path="/exception"/>
    public async Task<IEnumerable<LlmTool>> ToolsOfAsync(string name, CancellationToken cancellationToken) => name switch
    {
        Files => new ToolSet { _files! },
        _ when _servers.TryGetValue(name, out var server) => await Spinner.UntilAsync(_context.Terminal, $"Starting {name}", server.ToolsAsync(cancellationToken)),
        _ => SmallTools.LlmTools.Where(tool => tool.Name == name),
    };

    /// <summary>Ends the servers that were started.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_servers.Values.Select(server => server.DisposeAsync().AsTask()));

    private static string Expand(string folder) => folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), folder[1..])
        : folder;
}
