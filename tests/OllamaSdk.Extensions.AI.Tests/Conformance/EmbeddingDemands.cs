using Microsoft.Extensions.AI;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Vectors of texts.</summary>
internal static class EmbeddingDemands
{
    private const string Area = "embeddings";

    public static IEnumerable<Demand> All =>
    [
        new(Area, "a text becomes a vector", async s =>
        {
            var embeddings = await s.Embeddings.GenerateAsync(["Using it"], cancellationToken: s.Ct);
            UnlessSame(1, embeddings.Count);
            Unless(embeddings[0].Vector.Length > 0);
        }),
        new(Area, "several come in their order", async s =>
        {
            var all = await s.Embeddings.GenerateAsync(["Red", "White", "Blue"], cancellationToken: s.Ct);
            var white = await s.Embeddings.GenerateAsync(["White"], cancellationToken: s.Ct);
            UnlessSame(3, all.Count);
            Unless(all[1].Vector.Span.SequenceEqual(white[0].Vector.Span));
            Unless(!all[0].Vector.Span.SequenceEqual(white[0].Vector.Span));
        }),
        new(Area, "usage is told", async s =>
        {
            var usage = (await s.Embeddings.GenerateAsync(["Red", "White"], cancellationToken: s.Ct)).Usage;
            Unless(usage is { InputTokenCount: > 0, TotalTokenCount: > 0 });
        }),
        new(Area, "each tells its model", async s => Unless((await s.Embeddings.GenerateAsync(["Red", "White"], cancellationToken: s.Ct))
            .All(embedding => embedding.ModelId?.StartsWith(Subject.EmbeddingModel, StringComparison.Ordinal) == true))),
        new(Area, "shorter vectors can be asked for", async s =>
            UnlessSame(16, (await s.Embeddings.GenerateAsync(["Red"], new EmbeddingGenerationOptions { Dimensions = 16 }, s.Ct))[0].Vector.Length)),
        new(Area, "the model of the call counts", async s =>
        {
            await s.Embeddings.GenerateAsync(["Red"], new EmbeddingGenerationOptions { ModelId = Subject.EmbeddingModel + ":latest" }, s.Ct);
            UnlessSame(Subject.EmbeddingModel + ":latest", s.Sent.GetProperty("model").GetString());
        }),
        new(Area, "no texts ask for nothing", async s => UnlessSame(0, (await s.Embeddings.GenerateAsync([], cancellationToken: s.Ct)).Count)),
        new(Area, "a cache answers the second time", async s =>
        {
            using var cached = s.Embeddings.AsBuilder().UseDistributedCache(new MiddlewareDemands.Cache()).Build();
            await cached.GenerateAsync(["Red"], cancellationToken: s.Ct);
            await cached.GenerateAsync(["Red"], cancellationToken: s.Ct);
            await cached.GenerateAsync(["Green"], cancellationToken: s.Ct);
            UnlessSame(2, s.Asked);
        }),
        new(Area, "a model that is not there is an error that names it", async s =>
        {
            var error = await IfNothingIsThrownAsync(() => s.Embeddings.GenerateAsync(["Red"], new EmbeddingGenerationOptions { ModelId = "nobody" }, s.Ct));
            Unless(error.Message.Contains("nobody", StringComparison.Ordinal), $"The error says: {error.Message}");
        }),
        new(Area, "provider, address and model are told", s =>
        {
            var metadata = s.Embeddings.GetService<EmbeddingGeneratorMetadata>();
            Unless(metadata is { ProviderName: { Length: > 0 }, ProviderUri.Port: > 0 });
            UnlessSame(Subject.EmbeddingModel, metadata.DefaultModelId);
            return Task.CompletedTask;
        }),
    ];
}
