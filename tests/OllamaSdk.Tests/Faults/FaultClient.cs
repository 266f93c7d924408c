using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Faults;

/// <summary>One of the clients behind one face: a question, and the text of the answer, whole or as it comes.</summary>
internal sealed class FaultClient : IAsyncDisposable
{
    private readonly OllamaClient? _native;
    private readonly OpenAICompatibleClient? _v1;
    private readonly LlmClient? _llm;

    /// <param name="client">Which.</param>
    /// <param name="root">The server's address, without /v1.</param>
    /// <param name="configure">Changes the options; by default nothing is tried again.</param>
    /// <param name="foreign">An <see cref="HttpClient"/> of the caller's, in place of the client's own connection pool.</param>
    public FaultClient(Client client, string root, Action<LlmConnectionOptions>? configure = null, HttpClient? foreign = null)
    {
        var address = client.IsEvents() ? $"{root.TrimEnd('/')}/v1" : root;
        LlmConnectionOptions options = client switch
        {
            Client.Native => new OllamaClientOptions { Endpoint = address },
            Client.V1 => new OpenAICompatibleClientOptions { Endpoint = address },
            _ => Llm.LlmServers.Options(new LlmTarget(client == Client.Llm ? LlmProviders.Ollama : LlmProviders.OpenAICompatible, "m", address)),
        };
        options.DefaultModel = "m";
        (options.Retry.BaseDelay, options.Retry.MaxRetries) = (TimeSpan.FromMilliseconds(1), 0);
        configure?.Invoke(options);
        switch (options)
        {
            case OllamaClientOptions native:
                _native = foreign is null ? new(native) : new(foreign, native);
                break;
            case OpenAICompatibleClientOptions v1:
                _v1 = foreign is null ? new(v1) : new(foreign, v1);
                break;
            case LlmClientOptions llm:
                _llm = foreign is null ? new(llm) : new(foreign, llm);
                break;
        }
    }

    public async Task<string> AskAsync(string prompt = "hi", CallOptions? options = null, CancellationToken? token = null)
    {
        var ct = token ?? TestClient.Ct;
        return _native is not null ? (await _native.ChatAsync(prompt, null, options, ct).ConfigureAwait(false)).Message.Content
            : _v1 is not null ? string.Concat((await _v1.ChatAsync(prompt, null, options, ct).ConfigureAwait(false)).Choices.Select(choice => choice.Message.Content.Text))
            : (await _llm!.ChatAsync(prompt, null, options, ct).ConfigureAwait(false)).Content;
    }

    /// <summary>The text of each item, empty ones included.</summary>
    public IAsyncEnumerable<string> StreamAsync(string prompt = "hi", CallOptions? options = null, CancellationToken? token = null)
    {
        var ct = token ?? TestClient.Ct;
        return _native is not null ? new Texts<OllamaChatResponse>(_native.ChatStreamAsync(prompt, null, options, ct), chunk => chunk.Message?.Content)
            : _v1 is not null ? new Texts<ChatCompletionChunk>(_v1.ChatStreamAsync(prompt, null, options, ct), chunk => string.Concat(chunk.Choices.Select(choice => choice.Delta.Content)))
            : new Texts<LlmUpdate>(_llm!.ChatStreamAsync(prompt, null, options, ct), update => update.ContentDelta);
    }

    public void Dispose()
    {
        _native?.Dispose();
        _v1?.Dispose();
        _llm?.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
