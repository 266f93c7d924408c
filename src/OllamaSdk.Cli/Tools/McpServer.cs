using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tools;

/// <summary>An MCP server of the settings: started, or connected to, when its tools are first wanted; again where it has ended since.</summary>
internal sealed class McpServer(string name, McpServerEntry entry, string key, bool isVerbose) : IAsyncDisposable
{
    private const int MaxNameLength = 64;

    private const string OwnSession = "/usr/bin/setsid";

    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(2);

    private McpClient? _client;
    private IReadOnlyList<LlmTool> _tools = [];

    /// <exception cref="UsageException">The settings are wrong.</exception>
    /// <exception cref="IOException">It cannot be started or reached, or does not answer.</exception>
    public async Task<IReadOnlyList<LlmTool>> ToolsAsync(CancellationToken cancellationToken)
    {
        if (_client is { Completion.IsCompleted: false })
        {
            return _tools;
        }

        await DisposeAsync();
        var transport = Transport();
        try
        {
            var options = new McpClientOptions { ClientInfo = new Implementation { Name = "ollama-sdk", Version = BuildInfo.Version } };
            _client = await McpClient.CreateAsync(transport, options, cancellationToken: cancellationToken);
            return _tools = [.. (await _client.ListToolsAsync(cancellationToken: cancellationToken)).Select(Named)];
        }
        catch (Exception e) when (e is IOException or McpException or HttpRequestException or TimeoutException or InvalidOperationException or System.ComponentModel.Win32Exception
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException($"The MCP server '{name}' cannot be used: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var (client, _) = (_client, _client = null);
        if (client is not null)
        {
            await client.DisposeAsync();
        }
    }

    // The server's name stands before the tool's, so that no server can offer a tool under the name of another's.
    private LlmTool Named(McpClientTool tool)
    {
        var full = string.Concat($"{name}.{tool.Name}".Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_'));
        return tool.WithName(full.Length > MaxNameLength ? full[..MaxNameLength] : full).AsLlmTool();
    }

    private IClientTransport Transport() => entry switch
    {
        { Command: { Length: > 0 } command, Url: null } => Program(command),
        { Url: { Length: > 0 } url, Command: null } => Http(url),
        _ => throw new UsageException($"{key} needs a \"command\" or a \"url\", and not both."),
    };

    private StdioClientTransport Program(string command)
    {
        var variables = StdioClientTransportOptions.GetDefaultEnvironmentVariables();
        foreach (var (variable, value) in entry.Env ?? [])
        {
            variables[variable] = value;
        }

        var program = ProgramPath.Find(command, $"{key}.command");
        // In a session of its own Ctrl+C, which is meant for the answer, does not reach it; where that cannot be had, it is started again.
        var hasSession = OperatingSystem.IsLinux() && File.Exists(OwnSession);
        return new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = name,
            Command = hasSession ? OwnSession : program,
            Arguments = [.. hasSession ? (string[])[program] : [], .. entry.Args ?? []],
            // Keys of this program's environment are none of its business.
            InheritEnvironmentVariables = false,
            EnvironmentVariables = variables,
            ShutdownTimeout = s_shutdown,
            StandardErrorLines = Told,
        });
    }

    private HttpClientTransport Http(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"{key}.url is no address that begins with http:// or https://.");
        }

        if (entry.Headers is { Count: > 0 } && address.Scheme == "http" && !address.IsLoopback)
        {
            throw new UsageException($"{key}.headers would go over plain http, where anybody in between can read them: use https.");
        }

        // Elsewhere than to this address the headers must not go.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        return new HttpClientTransport(
            new HttpClientTransportOptions { Name = name, Endpoint = address, AdditionalHeaders = entry.Headers is null ? null : new Dictionary<string, string>(entry.Headers) },
            client,
            ownsHttpClient: true);
    }

    private void Told(string line)
    {
        if (isVerbose)
        {
            ErrorText.Print($"{name}: {line}");
        }
    }
}
