using OllamaSdk.Bulk;
using OllamaSdk.Models;
using OllamaSdk.OpenAI;
using OllamaSdk.Providers;
using OllamaSdk.Streaming;

namespace OllamaSdk.Llm;

/// <summary>A server by the OpenAI-compatible API, and by what it has of its own beside it.</summary>
internal sealed class OpenAIBackend(TargetSettings target, OpenAICompatibleClientOptions options, bool checksThinkingLevels) : LlmBackend(target)
{
    private readonly OpenAICompatibleClient _client = new(options);
    private readonly ServerRoutes _routes = new(target.Endpoint, options);

    public override async Task<LlmResponse> ChatAsync(LlmAttempt attempt, CancellationToken cancellationToken)
    {
        var answer = await _client.ChatAsync(await RequestAsync(attempt, cancellationToken).ConfigureAwait(false), attempt.Options, cancellationToken).ConfigureAwait(false);
        return OpenAIConversion.ToResponse(answer, Address);
    }

    public override ItemCursor<LlmUpdate> Stream(LlmAttempt attempt, CancellationToken cancellationToken) => new Chat(this, attempt, cancellationToken);

    public override async Task<LlmEmbeddings> EmbedAsync(LlmAttempt attempt, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var request = new EmbeddingRequest { Model = attempt.Model, Input = new PromptInput(texts) };
        var answer = await _client.EmbedAsync(request, attempt.Options, cancellationToken).ConfigureAwait(false);
        return new LlmEmbeddings
        {
            Vectors = VectorCount.Check(answer.ToVectors(), texts.Count),
            Model = answer.ModelOnWire,
            PromptTokens = answer.Usage?.PromptTokens,
            PromptTruncation = answer.PromptTruncation,
        };
    }

    public override Task<ModelThinking?> GetThinkingAsync(string model, CallOptions? options, CancellationToken cancellationToken) =>
        Provider.KeyIsForOllamaCom ? _client.GetThinkingLevelsAsync(model, options, cancellationToken) : base.GetThinkingAsync(model, options, cancellationToken);

    public override async Task<LlmDecisions> DecideAsync(LlmAttempt attempt, SystemOneRequest request, CancellationToken cancellationToken) =>
        LlmDecisions.Of(await _client.DecideAsync(request with { Model = attempt.Model }, attempt.Options, cancellationToken).ConfigureAwait(false));

    public override async Task CheckAsync(CallOptions options, CancellationToken cancellationToken)
    {
        if (!await Provider.Probe.CheckAsync(_routes, options, cancellationToken).ConfigureAwait(false))
        {
            await _client.ListModelsAsync(options, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task CheckReadyAsync(string? model, CallOptions options, CancellationToken cancellationToken) =>
        Provider.Probe.SaysReadyTooSoon ? AnswerAsync(model, options, cancellationToken) : CheckAsync(options, cancellationToken);

    public override async Task LoadAsync(string model, LlmTarget target, CancellationToken cancellationToken)
    {
        if (!await Provider.Probe.LoadAsync(_routes, model, target.ContextLength, cancellationToken).ConfigureAwait(false))
        {
            await AnswerAsync(model, null, cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Dispose()
    {
        _routes.Dispose();
        _client.Dispose();
    }

    protected override async Task<IEnumerable<LlmModelInfo>> FetchModelsAsync(CancellationToken cancellationToken) =>
        await Provider.Probe.ListAsync(_routes, cancellationToken).ConfigureAwait(false) is { } own
            ? own
            : ((await _client.ListModelsAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Data).Select(ModelInfos.From);

    private async ValueTask<ChatCompletionRequest> RequestAsync(LlmAttempt attempt, CancellationToken cancellationToken)
    {
        var request = OpenAIConversion.ToChat(attempt, Provider);
        if (!checksThinkingLevels || !Provider.KeyIsForOllamaCom || attempt.Request.Think is not { } think
            || await _client.FindThinkingLevelsAsync(attempt.Model, attempt.Options, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return request;
        }

        ThinkingCheck.Demand(think, known, attempt.Model, Address);
        return request with { ReasoningEffort = EffortCheck.Of(think, known) };
    }

    // One token is the least that proves a model is there.
    private Task AnswerAsync(string? model, CallOptions? options, CancellationToken cancellationToken) =>
        _client.ChatAsync(new ChatCompletionRequest { Model = model, Messages = [ChatCompletionMessage.User("Hi")], MaxTokens = 1 }, options, cancellationToken);

    private sealed class Chat(OpenAIBackend backend, LlmAttempt attempt, CancellationToken cancellationToken) : UpdateCursor<ChatCompletionChunk>(cancellationToken)
    {
        private readonly CancellationToken _token = cancellationToken;
        private readonly ChatCompletionAggregator _whole = new();
        private bool _isEmpty = true;

        protected override async ValueTask<IAsyncEnumerable<ChatCompletionChunk>> OpenAsync() =>
            backend._client.ChatStreamAsync(await backend.RequestAsync(attempt, _token).ConfigureAwait(false), attempt.Options, _token);

        protected override LlmUpdate? Take(ChatCompletionChunk item)
        {
            _isEmpty = false;
            _whole.Add(item);
            return item.Choices is [{ Index: null or 0, DeltaOnWire: { } delta }, ..] ? Updates.Text(delta.Content + delta.RefusalText, delta.ReasoningText) : null;
        }

        protected override void Add(string text) => _whole.AddText(text);

        protected override LlmResponse Whole() => OpenAIConversion.ToResponse(_isEmpty ? new ChatCompletion() : _whole.ToCompletion(), backend.Address);
    }
}
