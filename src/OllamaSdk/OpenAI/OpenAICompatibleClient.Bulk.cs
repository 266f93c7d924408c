using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, EmbedRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(3)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, EmbeddingRequest settings, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var request = settings with { Model = ModelOr(settings.Model) };
        return BulkWork.EmbedAsync(
            texts,
            async (batch, token) =>
            {
                var answer = await EmbedAsync(request with { Input = new PromptInput(batch) }, options, token).ConfigureAwait(false);
                return new(answer.ToVectors(), null, answer.PromptTruncation);
            },
            bulk, cancellationToken);
    }

    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(texts, new EmbeddingRequest { Model = model }, bulk, options, cancellationToken);

    /// <inheritdoc cref="EmbedManyAsync(IAsyncEnumerable{string}, EmbeddingRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IEnumerable<string> texts, EmbeddingRequest settings, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(new AsyncSource<string>(texts), settings, bulk, options, cancellationToken);

    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(new AsyncSource<string>(texts), model, bulk, options, cancellationToken);
}
