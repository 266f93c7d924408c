using OllamaSdk.Streaming;

namespace OllamaSdk.Llm;

/// <summary>One server, spoken to in its own API; everything comes out in the same terms.</summary>
internal abstract class LlmBackend(TargetSettings target) : IDisposable
{
    protected LlmProvider Provider => target.Provider;

    protected Uri Address => target.Address;

    public abstract Task<LlmResponse> ChatAsync(LlmAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Updates with something in them, and the whole answer as the last.</summary>
    public abstract ItemCursor<LlmUpdate> Stream(LlmAttempt attempt, CancellationToken cancellationToken);

    /// <summary>A vector for each text, in their order.</summary>
    public abstract Task<LlmEmbeddings> EmbedAsync(LlmAttempt attempt, IReadOnlyList<string> texts, CancellationToken cancellationToken);

    /// <summary>An answer to each question, in their order.</summary>
    public abstract Task<LlmDecisions> DecideAsync(LlmAttempt attempt, SystemOneRequest request, CancellationToken cancellationToken);

    public async Task<IReadOnlyList<LlmModelInfo>> ListModelsAsync(CancellationToken cancellationToken)
    {
        var models = await FetchModelsAsync(cancellationToken).ConfigureAwait(false);
        return [.. models.Select(model => model with { Provider = Provider.Name, Endpoint = Address })];
    }

    /// <summary>What the model can do, by more than the list of models says; nothing where the server does not tell.</summary>
    public virtual Task<IReadOnlyList<ModelCapability>> GetCapabilitiesAsync(string model, CallOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ModelCapability>>([]);

    /// <summary>The model's own levels of thinking; <see langword="null"/> where the server does not tell.</summary>
    public virtual Task<ModelThinking?> GetThinkingAsync(string model, CallOptions? options, CancellationToken cancellationToken) => Task.FromResult<ModelThinking?>(null);

    /// <exception cref="LlmException">The server is not well.</exception>
    public abstract Task CheckAsync(CallOptions options, CancellationToken cancellationToken);

    /// <exception cref="LlmException">The server cannot answer yet.</exception>
    public virtual Task CheckReadyAsync(string? model, CallOptions options, CancellationToken cancellationToken) => CheckAsync(options, cancellationToken);

    /// <summary>Loads a model, with the same options as the calls that follow.</summary>
    public abstract Task LoadAsync(string model, LlmTarget target, CancellationToken cancellationToken);

    public abstract void Dispose();

    protected abstract Task<IEnumerable<LlmModelInfo>> FetchModelsAsync(CancellationToken cancellationToken);
}
