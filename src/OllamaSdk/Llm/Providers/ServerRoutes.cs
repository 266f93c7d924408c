using System.Text.Json;
using OllamaSdk.ApiCalls;
using OllamaSdk.OpenAI;
using OllamaSdk.Transport;

namespace OllamaSdk.Providers;

/// <summary>A server's routes outside <c>/v1</c>: health, versions, and what each server has of its own.</summary>
internal sealed class ServerRoutes : IDisposable
{
    private const string OpenAIBase = "/v1";

    private readonly ConnectionSetup _connection;
    private readonly ApiRunner _runner;
    private readonly TimeSpan _loadLimit;

    /// <summary>Routes of a server that is not known yet, asked without a key.</summary>
    public ServerRoutes(ServerEndpoint endpoint, HttpClient? http)
        : this(endpoint, new OpenAICompatibleClientOptions(), http)
    {
    }

    public ServerRoutes(ServerEndpoint endpoint, OpenAICompatibleClientOptions options)
        : this(endpoint, options, null)
    {
    }

    private ServerRoutes(ServerEndpoint endpoint, OpenAICompatibleClientOptions options, HttpClient? http)
    {
        Root = WithoutBase(endpoint.Address);
        _connection = new ConnectionSetup(options, http);
        _loadLimit = options.Timeouts.StreamedGeneration;
        _runner = _connection.CreateRunner(endpoint with { Address = Root }, options.ApiKey, options.Headers, options.StartHint);
    }

    /// <summary>The address without <c>/v1</c>.</summary>
    public Uri Root { get; }

    public Task<JsonElement> GetAsync(string path, CallOptions? options, CancellationToken cancellationToken) =>
        RawCalls.SendAsync(_runner, HttpMethod.Get, path, null, options, cancellationToken);

    /// <summary>Makes the server load a model, which may take as long as the first part of a streamed answer does.</summary>
    public Task<JsonElement> LoadAsync(string path, JsonElement body, CancellationToken cancellationToken) =>
        RawCalls.SendAsync(_runner, HttpMethod.Post, path, body, new CallOptions { FirstByteTimeout = _loadLimit }, cancellationToken);

    public void Dispose()
    {
        _runner.Dispose();
        _connection.Dispose();
    }

    /// <summary>The address of the server's other routes, and of Ollama's native API.</summary>
    public static Uri WithoutBase(Uri address)
    {
        var text = address.AbsoluteUri.TrimEnd('/');
        return text.EndsWith(OpenAIBase, StringComparison.Ordinal) ? new Uri(text[..^OpenAIBase.Length]) : address;
    }
}
