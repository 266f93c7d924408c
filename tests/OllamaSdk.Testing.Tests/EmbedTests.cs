namespace OllamaSdk.Testing.Tests;

public sealed class EmbedTests : EmulatorTest
{
    [Fact]
    public async Task One_vector_of_length_one_per_text()
    {
        var vectors = await EmbedAsync(new EmbedRequest { Input = new[] { "hello", "", "world" } });

        Assert.Equal(3, vectors.Count);
        Assert.All(vectors, vector =>
        {
            Assert.Equal(64, vector.Length);
            Assert.Equal(1, Dot(vector, vector), 5);
        });
    }

    [Fact]
    public async Task Fewer_dimensions_cut_the_vector_and_make_it_length_one_again()
    {
        var whole = Assert.Single(await EmbedAsync(new EmbedRequest { Input = "hello" }));
        var cut = Assert.Single(await EmbedAsync(new EmbedRequest { Input = "hello", Dimensions = 16 }));

        Assert.Equal(16, cut.Length);
        Assert.Equal(1, Dot(cut, cut), 5);
        var scale = cut[0] / whole[0];
        Assert.All(cut.Zip(whole), pair => Assert.Equal(pair.Second * scale, pair.First, 5));
    }

    [Fact]
    public async Task More_dimensions_than_there_are_change_nothing()
    {
        var vector = Assert.Single(await EmbedAsync(new EmbedRequest { Input = "hello", Dimensions = 1000 }));

        Assert.Equal(64, vector.Length);
    }

    [Fact]
    public async Task Texts_with_common_words_are_nearer_than_others()
    {
        var vectors = await EmbedAsync(new EmbedRequest { Input = new[] { "the red house by the sea", "a red house near the sea", "compilers parse tokens quickly" } });

        Assert.True(Dot(vectors[0], vectors[1]) > Dot(vectors[0], vectors[2]) + 0.2);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_when_it_must_not_be_cut()
    {
        var request = new EmbedRequest { Model = "demo-embed", Input = string.Concat(Enumerable.Repeat("word ", 5000)), Truncate = false };

        var failure = await Assert.ThrowsAsync<LlmApiException>(() => Client.EmbedAsync(request, cancellationToken: Cancellation));

        Assert.Equal(ApiErrorKind.ContextLength, failure.Kind);
    }

    private async Task<IReadOnlyList<float[]>> EmbedAsync(EmbedRequest request) =>
        (await Client.EmbedAsync(request with { Model = "demo-embed" }, cancellationToken: Cancellation)).Embeddings!;

    private static double Dot(float[] a, float[] b) => a.Zip(b).Sum(pair => (double)pair.First * pair.Second);
}
