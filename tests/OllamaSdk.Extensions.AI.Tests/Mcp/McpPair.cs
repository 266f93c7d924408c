using System.IO.Pipelines;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace OllamaSdk.Extensions.AI.Tests.Mcp;

/// <summary>An MCP server in this process, and a client of it, joined by pipes: what they say is what they would say over stdio.</summary>
internal sealed class McpPair : IAsyncDisposable
{
    private readonly McpServer _server;
    private readonly Task _serving;

    private McpPair(McpServer server, McpClient client, Task serving) => (_server, Client, _serving) = (server, client, serving);

    public McpClient Client { get; }

    /// <param name="tools">The tools of the server.</param>
    /// <param name="protocolVersion">The version that the client asks for; its newest where <see langword="null"/>.</param>
    /// <param name="services">The services of the server's requests.</param>
    public static async Task<McpPair> StartAsync(IEnumerable<McpServerTool> tools, string? protocolVersion = null, IServiceProvider? services = null)
    {
        Pipe up = new(), down = new();
        var server = McpServer.Create(
            new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream()), new McpServerOptions { ToolCollection = [.. tools] }, serviceProvider: services);
        var serving = server.RunAsync();
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()),
            new McpClientOptions { ProtocolVersion = protocolVersion },
            cancellationToken: TestContext.Current.CancellationToken);
        return new(server, client, serving);
    }

    public async Task<McpClientTool> ToolAsync(string name) =>
        (await Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Single(tool => tool.Name == name);

    public static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
        await _serving;
    }
}
