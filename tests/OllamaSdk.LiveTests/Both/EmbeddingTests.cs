using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Both;

/// <summary>Texts as vectors.</summary>
public abstract class EmbeddingTests : LiveTest
{
    private static readonly string[] s_texts = ["sky", "the sea, seen from far", "Lyon – ville de lumière"];

    [Fact]
    public async Task Numbers_and_base64_say_the_same()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var numbers = await IfSupportedAsync(() => client.EmbedAsync(new EmbeddingRequest { Input = s_texts, EncodingFormat = EmbeddingEncoding.Float }, Ct));
        var base64 = await client.EmbedAsync(new EmbeddingRequest { Input = s_texts, EncodingFormat = EmbeddingEncoding.Base64 }, Ct);

        Assert.Equal(3, numbers.Data.Count);
        AssertSame(numbers.Data.Select(Vector), base64.Data.Select(Vector));
        Assert.True(numbers.Usage?.PromptTokens > 3);
        Assert.Equal(server.Model, numbers.Model);
    }

    [Fact]
    public async Task Each_text_has_the_vector_that_it_has_alone()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var together = await IfSupportedAsync(() => client.EmbedAsync(s_texts, cancellationToken: Ct));
        var alone = new List<float[]>();
        foreach (var text in s_texts)
        {
            alone.Add(Vector(Assert.Single((await client.EmbedAsync(text, cancellationToken: Ct)).Data)));
        }

        AssertSame(alone, together.Data.Select(Vector), tolerance: 1e-3);
        Assert.NotEqual(alone[0], alone[1]);
    }

    [Fact]
    public async Task By_the_client_of_many_servers_and_in_bulk()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var vectors = await IfSupportedAsync(() => client.EmbedAsync(s_texts, cancellationToken: Ct));
        var bulk = await client.EmbedManyAsync(s_texts, bulk: new BulkOptions { MaxBatchCount = 2 }, cancellationToken: Ct).ToListAsync(Ct);

        AssertSame(vectors.Vectors, bulk.OrderBy(one => one.Index).Select(one => one.Output!), tolerance: 1e-3);
        Assert.Equal((server.Provider.Name, server.Model), (vectors.Provider, vectors.Model));
    }

    private static float[] Vector(EmbeddingItem item) => item.Embedding!.Values.ToArray();

    private static void AssertSame(IEnumerable<float[]> expected, IEnumerable<float[]> actual, double tolerance = 1e-6) =>
        Assert.Equal(expected.SelectMany(vector => vector), actual.SelectMany(vector => vector), (a, b) => Math.Abs(a - b) < tolerance);
}
