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
        return BulkWork.EmbedAsync(texts, EmbedAllAsync, bulk, cancellationToken);

        async Task<IReadOnlyList<float[]?>> EmbedAllAsync(IReadOnlyList<string> batch, CancellationToken token)
        {
            var answer = await EmbedAsync(request with { Input = new PromptInput(batch) }, options, token).ConfigureAwait(false);
            return [.. (answer.Data ?? []).Select((item, place) => (item, place)).OrderBy(one => one.item?.Index ?? one.place).Select(one => one.item?.Embedding?.Values.ToArray())];
        }
    }

    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(texts, new EmbeddingRequest { Model = model }, bulk, options, cancellationToken);
}
