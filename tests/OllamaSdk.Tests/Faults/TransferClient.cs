using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A client that uploads and pulls, over its own connection pool or over an <see cref="HttpClient"/> of the caller's.</summary>
internal sealed class TransferClient : IAsyncDisposable
{
    private readonly HttpClient? _foreign;

    public TransferClient(ScriptedServer server, bool foreign, Action<OllamaClientOptions>? configure = null)
    {
        OllamaClientOptions options = new() { Endpoint = server.Url.ToString(), DefaultModel = "m", Retry = { BaseDelay = TimeSpan.FromMilliseconds(1) } };
        configure?.Invoke(options);
        _foreign = foreign ? new HttpClient() : null;
        Client = _foreign is null ? new(options) : new(_foreign, options);
    }

    public OllamaClient Client { get; }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        _foreign?.Dispose();
        return default;
    }
}
