using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

/// <summary>A client in front of the stubs. Each call names the recording it replays; a request that differs from it gets no answer but a 404.</summary>
public abstract class ContractTest(RecordedServer server) : IAsyncDisposable
{
    private OllamaClient? _client;

    protected OllamaClient Client => _client ??= new OllamaClient(Server.Url);

    protected RecordedServer Server { get; } = server;

    protected CancellationToken Ct { get; } = TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Replays <paramref name="recording"/>. One attempt: a recorded error stays the same however often it is asked for.</summary>
    protected static CallOptions Replay(string recording) => new() { MaxRetries = 0, Headers = { ["X-Stub"] = recording } };
}
