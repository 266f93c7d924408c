using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>What the adapters of all clients have in common.</summary>
internal abstract class EmbeddingAdapter(object client, string? model, EmbeddingGeneratorMetadata metadata) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The model of requests that name none; the client's own where <see langword="null"/>.</summary>
    protected string? Model => model;

    protected int? Dimensions => metadata.DefaultModelDimensions;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var texts = values as IReadOnlyList<string> ?? [.. values];
        // Servers refuse an empty list, or load the model for it.
        return texts.Count == 0 ? [] : await EmbedAsync(texts, options, options?.RawRepresentationFactory?.Invoke(this), cancellationToken).ConfigureAwait(false);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
            : serviceType.IsInstanceOfType(client) ? client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Nothing: the client belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    protected abstract Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, object? raw, CancellationToken cancellationToken);

    protected static GeneratedEmbeddings<Embedding<float>> Made(
        IEnumerable<ReadOnlyMemory<float>> vectors, string? answered, UsageDetails? usage, MemoryRecovery? recovery, PromptTruncation? truncation) =>
        new(vectors.Select(vector => new Embedding<float>(vector) { ModelId = answered, CreatedAt = DateTimeOffset.UtcNow }))
        {
            Usage = usage,
            AdditionalProperties = AnswerProperties.With(null, recovery, truncation),
        };
}
