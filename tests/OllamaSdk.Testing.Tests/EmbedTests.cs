using OllamaSdk.ContractTests;

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

    // A text has two marks around it, and no more of it is read than goes in at once: 2048 tokens, or num_batch.
    [Theory]
    [InlineData(null, null, 10, 12)]
    [InlineData(null, null, 2046, 2048)]
    [InlineData(null, null, 2047, 2048)]
    [InlineData(8192, null, 5000, 2048)]
    [InlineData(8192, 8192, 5000, 5002)]
    [InlineData(8192, 8192, 9000, 8192)]
    [InlineData(512, null, 9000, 512)]
    public async Task A_long_text_is_cut_where_the_window_or_the_batch_ends(int? window, int? batch, int words, int read)
    {
        var request = new EmbedRequest { Model = "demo-embed", Input = Words(words), Options = new() { NumCtx = window, NumBatch = batch } };

        var answer = await Client.EmbedAsync(request, cancellationToken: Cancellation);
        var whole = () => Client.EmbedAsync(request with { Truncate = false }, cancellationToken: Cancellation);

        Assert.Equal(read, answer.PromptEvalCount);
        Assert.Equal((await Client.EmbedAsync(request with { Input = Words(read - 2) }, cancellationToken: Cancellation)).Embeddings![0], answer.Embeddings![0]);
        if (words + 2 > read)
        {
            Assert.Equal("the input length exceeds the context length", (await Assert.ThrowsAsync<LlmApiException>(whole)).ServerMessage);
        }
        else
        {
            Assert.Equal(read, (await whole()).PromptEvalCount);
        }
    }

    [Fact]
    public async Task The_counts_of_several_texts_are_one_and_the_older_route_refuses_what_is_too_long()
    {
        using var v1 = OpenAI.OpenAIEmulatorTest.CreateClient(Emulator);

        var native = await Client.EmbedAsync(new EmbedRequest { Model = "demo-embed", Input = new[] { Words(3), Words(5000) } }, cancellationToken: Cancellation);
        var other = await v1.EmbedAsync([Words(3), Words(5000)], model: "demo-embed", cancellationToken: Cancellation);
        var failure = await Assert.ThrowsAsync<LlmApiException>(() => Client.SendAsync(
            HttpMethod.Post, "/api/embeddings", $$"""{"model":"demo-embed","prompt":"{{Words(5000)}}"}""".ToJson(), cancellationToken: Cancellation));

        Assert.Equal((2053, 2053), (native.PromptEvalCount, other.Usage!.PromptTokens));
        Assert.Equal((500, ApiErrorKind.ContextLength), (failure.Status, failure.Kind));
    }

    private static string Words(int count) => string.Concat(Enumerable.Repeat(" word", count));

    private async Task<IReadOnlyList<float[]>> EmbedAsync(EmbedRequest request) =>
        (await Client.EmbedAsync(request with { Model = "demo-embed" }, cancellationToken: Cancellation)).Embeddings!;

    private static double Dot(float[] a, float[] b) => a.Zip(b).Sum(pair => (double)pair.First * pair.Second);
}
