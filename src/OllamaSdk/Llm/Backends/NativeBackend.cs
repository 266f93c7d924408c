using OllamaSdk.Bulk;
using OllamaSdk.Providers;
using OllamaSdk.Streaming;

namespace OllamaSdk.Llm;

/// <summary>A server by Ollama's native API.</summary>
internal sealed class NativeBackend(TargetSettings target, OllamaClientOptions options) : LlmBackend(target)
{
    private readonly OllamaClient _client = new(options);

    public override async Task<LlmResponse> ChatAsync(LlmAttempt attempt, CancellationToken cancellationToken)
    {
        var answer = await _client.ChatAsync(NativeConversion.ToChat(attempt), attempt.Options, cancellationToken).ConfigureAwait(false);
        return NativeConversion.ToResponse(answer);
    }

    public override ItemCursor<LlmUpdate> Stream(LlmAttempt attempt, CancellationToken cancellationToken) => new Chat(_client, attempt, cancellationToken);

    public override async Task<LlmEmbeddings> EmbedAsync(LlmAttempt attempt, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var given = attempt.Target.Given;
        var request = new EmbedRequest { Model = attempt.Model, Input = new EmbedInput(texts), KeepAlive = given.KeepAlive, Options = OptionsOf(given) };
        var answer = await _client.EmbedAsync(request, attempt.Options, cancellationToken).ConfigureAwait(false);
        return new LlmEmbeddings
        {
            Vectors = VectorCount.Check(answer.Embeddings, texts.Count),
            Model = answer.ModelOnWire,
            PromptTokens = answer.PromptEvalCount,
            MemoryRecovery = answer.MemoryRecovery,
            PromptTruncation = answer.PromptTruncation,
        };
    }

    public override async Task<LlmDecisions> DecideAsync(LlmAttempt attempt, SystemOneRequest request, CancellationToken cancellationToken)
    {
        var own = request with { Model = attempt.Model, KeepAlive = request.KeepAlive ?? attempt.Target.Given.KeepAlive };
        return LlmDecisions.Of(await _client.DecideAsync(own, attempt.Options, cancellationToken).ConfigureAwait(false));
    }

    public override async Task<IReadOnlyList<ModelCapability>> GetCapabilitiesAsync(string model, CallOptions options, CancellationToken cancellationToken) =>
        (await _client.ShowModelAsync(model, options, cancellationToken).ConfigureAwait(false)).Capabilities ?? [];

    public override Task<ModelThinking?> GetThinkingAsync(string model, CallOptions? options, CancellationToken cancellationToken) =>
        _client.GetThinkingLevelsAsync(model, options, cancellationToken);

    // ollama.com is no server of its own kind; what it must be able to do is to list its models.
    public override Task CheckAsync(CallOptions options, CancellationToken cancellationToken) => Provider == LlmProviders.OllamaCloud
        ? _client.ListModelsAsync(options, cancellationToken)
        : _client.GetVersionAsync(options, cancellationToken);

    public override Task LoadAsync(string model, LlmTarget target, CancellationToken cancellationToken) =>
        _client.LoadModelAsync(model, target.KeepAlive, OptionsOf(target), CallOptions.WithoutRecovery(null), cancellationToken);

    public override void Dispose() => _client.Dispose();

    private static ModelOptions? OptionsOf(LlmTarget target) => target.ContextLength is { } length ? new ModelOptions { NumCtx = length } : null;

    protected override async Task<IEnumerable<LlmModelInfo>> FetchModelsAsync(CancellationToken cancellationToken)
    {
        var list = await _client.ListModelsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return list.Models.Select(ModelInfos.From);
    }

    private sealed class Chat(OllamaClient client, LlmAttempt attempt, CancellationToken cancellationToken) : UpdateCursor<OllamaChatResponse>(cancellationToken)
    {
        private readonly CancellationToken _token = cancellationToken;
        private readonly ChatAggregator _whole = new();

        protected override ValueTask<IAsyncEnumerable<OllamaChatResponse>> OpenAsync() =>
            new(client.ChatStreamAsync(NativeConversion.ToChat(attempt), attempt.Options, _token));

        protected override LlmUpdate? Take(OllamaChatResponse item)
        {
            _whole.Add(item);
            return item.MessageOnWire is { } message ? Updates.Text(message.Content, message.Thinking) : null;
        }

        protected override void Add(string text) => _whole.AddText(text);

        protected override LlmResponse Whole() => NativeConversion.ToResponse(_whole.ToResponse());
    }
}
