using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Embeddings;

/// <summary>Vectors by way of Microsoft.Extensions.AI.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private readonly Adapters _adapters = new();

    public void Dispose() => _adapters.Dispose();

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Vectors_come_in_the_order_of_the_texts_with_model_and_usage(Client client)
    {
        var generator = _adapters.Embeddings(client);

        var all = await generator.GenerateAsync(["one", "two", "three"], cancellationToken: Ct);
        var two = await generator.GenerateVectorAsync("two", cancellationToken: Ct);

        Assert.Equal(3, all.Count);
        Assert.Equal(two.ToArray(), all[1].Vector.ToArray());
        Assert.NotEqual(all[0].Vector.ToArray(), all[1].Vector.ToArray());
        Assert.All(all, embedding => Assert.StartsWith(EmbeddingModel, embedding.ModelId, StringComparison.Ordinal));
        Assert.True(all.Usage is { InputTokenCount: > 0 } usage && usage.InputTokenCount == usage.TotalTokenCount);
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task No_texts_ask_for_nothing(Client client)
    {
        Assert.Empty(await _adapters.Embeddings(client).GenerateAsync([], cancellationToken: Ct));
        Assert.Empty(_adapters.Emulator.Requests);
    }

    [Fact]
    public async Task Options_reach_Ollama()
    {
        await _adapters.Embeddings(Client.Ollama, "nothing").GenerateAsync(["a"], new EmbeddingGenerationOptions
        {
            ModelId = EmbeddingModel,
            Dimensions = 16,
            AdditionalProperties = new() { ["num_ctx"] = 512, ["truncate"] = false, ["keep_alive"] = "1m", ["mine"] = 1 },
        }, Ct);

        Assert.Equal($$$"""{"model":"{{{EmbeddingModel}}}","input":["a"],"keep_alive":"1m","truncate":false,"dimensions":16,"options":{"num_ctx":512}}""", _adapters.Sent.GetRawText());

        await _adapters.Embeddings(Client.Ollama).GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 16, RawRepresentationFactory = _ => new EmbedRequest { Dimensions = 8 } }, Ct);
        Assert.Equal(8, _adapters.Sent.GetProperty("dimensions").GetInt32());
    }

    [Fact]
    public async Task Dimensions_are_sent_where_all_servers_have_them_and_refused_where_not()
    {
        using var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = _adapters.Emulator });
        var eight = await client.AsIEmbeddingGenerator(EmbeddingModel, 8).GenerateAsync(["a"], cancellationToken: Ct);
        var four = await client.AsIEmbeddingGenerator(EmbeddingModel, 8).GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 4 }, Ct);

        Assert.Equal((8, 4), (eight[0].Dimensions, four[0].Dimensions));
        await Assert.ThrowsAsync<NotSupportedException>(() => _adapters.Embeddings(Client.Llm).GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 4 }, Ct));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Failures_are_the_clients_own(Client client) =>
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => _adapters.Embeddings(client, "nobody").GenerateAsync(["a"], cancellationToken: Ct));
}
