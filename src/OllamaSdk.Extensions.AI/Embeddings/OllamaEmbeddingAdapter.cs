using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OllamaClient"/> as an embedding generator.</summary>
internal sealed class OllamaEmbeddingAdapter(OllamaClient client, string? model, int? dimensions)
    : EmbeddingAdapter(client, model, new EmbeddingGeneratorMetadata(LlmProviders.Ollama.Name, client.Endpoint, model ?? client.DefaultModel, dimensions))
{
    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, object? raw, CancellationToken cancellationToken)
    {
        var asked = new EmbedRequest { Model = options?.ModelId ?? Model, Dimensions = options?.Dimensions ?? Dimensions };
        var request = WireMerge.Over(raw as EmbedRequest, WireMerge.Over(GivenProperties.Read<EmbedRequest>(options?.AdditionalProperties), asked));
        var loading = GivenProperties.Read<ModelOptions>(options?.AdditionalProperties);
        var answer = await client.EmbedAsync(
            request with { Input = new EmbedInput(texts), Options = loading is null ? request.Options : WireMerge.Over(request.Options, loading) },
            raw as CallOptions, cancellationToken).ConfigureAwait(false);
        return Made(answer.Embeddings.Select(vector => new ReadOnlyMemory<float>(vector)), answer.ModelOnWire, Usage.Of(answer), answer.MemoryRecovery, answer.PromptTruncation);
    }
}
