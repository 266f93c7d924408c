using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="LlmClient"/> as an embedding generator.</summary>
internal sealed class LlmEmbeddingAdapter(LlmClient client, string? model)
    : EmbeddingAdapter(client, model, new EmbeddingGeneratorMetadata(FirstTarget.Provider(client), FirstTarget.Endpoint(client), model ?? FirstTarget.Model(client)))
{
    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, object? raw, CancellationToken cancellationToken)
    {
        if (options?.Dimensions is not null)
        {
            // Vectors of another length than asked for would be found out only in the store that they go to.
            throw new NotSupportedException("Not all servers can cut vectors: ask for Dimensions over an OllamaClient or an OpenAICompatibleClient.");
        }

        var answer = await client.EmbedAsync(texts, options?.ModelId ?? Model, raw as CallOptions, cancellationToken).ConfigureAwait(false);
        var usage = answer.PromptTokens is { } tokens ? new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens } : null;
        return Made(answer.Vectors.Select(vector => new ReadOnlyMemory<float>(vector)), answer.Model, usage, answer.MemoryRecovery, answer.PromptTruncation);
    }
}
