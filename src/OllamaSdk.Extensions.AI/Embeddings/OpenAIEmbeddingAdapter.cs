using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OpenAICompatibleClient"/> as an embedding generator.</summary>
internal sealed class OpenAIEmbeddingAdapter(OpenAICompatibleClient client, string? model, int? dimensions)
    : EmbeddingAdapter(client, model, new EmbeddingGeneratorMetadata("openai", client.Endpoint, model ?? client.DefaultModel, dimensions))
{
    protected override async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, object? raw, CancellationToken cancellationToken)
    {
        var asked = new EmbeddingRequest { Model = options?.ModelId ?? Model, Dimensions = options?.Dimensions ?? Dimensions };
        var request = WireMerge.Over(raw as EmbeddingRequest, WireMerge.Over(GivenProperties.Read<EmbeddingRequest>(options?.AdditionalProperties), asked));
        var answer = await client.EmbedAsync(request with { Input = new PromptInput(texts) }, raw as CallOptions, cancellationToken).ConfigureAwait(false);
        return Made(answer.Data.Select(item => item.Embedding!.Values), answer.ModelOnWire, UsageOf(answer), null, answer.PromptTruncation);
    }

    private static UsageDetails? UsageOf(EmbeddingList answer) =>
        answer.Usage is not { } usage ? null : new() { InputTokenCount = usage.PromptTokens, TotalTokenCount = usage.TotalTokens ?? usage.PromptTokens };
}
