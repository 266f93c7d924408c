using OllamaSdk.Bulk;

namespace OllamaSdk.OpenAI;

public sealed partial class OpenAICompatibleClient
{
    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, EmbedRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, EmbeddingRequest settings, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var request = settings with { Model = ModelOr(settings.Model) };
        return BulkWork.EmbedAsync(
            texts,
            async (batch, token) => new((await EmbedAsync(request with { Input = new PromptInput(batch) }, options, token).ConfigureAwait(false)).ToVectors(), null),
            bulk, cancellationToken);
    }

    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(texts, new EmbeddingRequest { Model = model }, bulk, options, cancellationToken);
}
