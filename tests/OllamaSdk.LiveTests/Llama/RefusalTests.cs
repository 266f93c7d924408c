using OllamaSdk.LiveTests.Servers;
using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>Every kind of error that the server gives, read as what it is.</summary>
public sealed class RefusalTests(LlamaServers servers)
{
    private static readonly LlmImage s_picture = LlmImage.FromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("""{"messages":"hi"}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"temperature":"warm"}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"n":99}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"grammar":"nonsense"}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"nonsense"}}}}""", 400, ApiErrorKind.BadRequest)]
    public async Task Wrong_requests(string body, int status, ApiErrorKind kind)
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.SendAsync(HttpMethod.Post, "/chat/completions", Live.Json(body), cancellationToken: Live.Ct));

        Assert.Equal((status, kind), (error.Status, error.Kind));
        Assert.NotEmpty(error.ServerMessage);
        Assert.DoesNotContain("{\"error\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no-such-route")]
    [InlineData("/models/talker")]
    public async Task Unknown_routes(string path)
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.SendAsync(HttpMethod.Get, path, cancellationToken: Live.Ct));

        Assert.Equal((404, ApiErrorKind.RouteNotFound), (error.Status, error.Kind));
    }

    [Fact]
    public async Task Ollamas_own_API_is_not_there()
    {
        await using var client = new OllamaClient((await servers.TalkerAsync()).Root);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", model: "talker", cancellationToken: Live.Ct));

        Assert.Equal((404, ApiErrorKind.RouteNotFound), (error.Status, error.Kind));
    }

    [Fact]
    public async Task Too_long_for_the_context()
    {
        var server = await servers.TalkerAsync();
        await using var client = server.OpenAI();
        await using var many = server.Llm();
        var text = new string('x', 5000);

        var whole = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync(text, cancellationToken: Live.Ct));
        var streamed = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatStreamAsync(text, cancellationToken: Live.Ct).ToListAsync(Live.Ct).AsTask());
        var asked = await Assert.ThrowsAsync<LlmApiException>(() => many.ChatAsync(text, cancellationToken: Live.Ct));

        Assert.All((LlmApiException[])[whole, streamed, asked], error =>
        {
            Assert.Equal((400, ApiErrorKind.ContextLength), (error.Status, error.Kind));
            Assert.True(error.PromptTokens > error.ContextLength && error.ContextLength > 0 && !error.IsPromptEstimated, $"{error.PromptTokens} of {error.ContextLength}");
        });
    }

    [Fact]
    public async Task What_fits_is_never_called_cut()
    {
        var server = await servers.TalkerAsync();
        await using var client = server.OpenAI();
        await using var many = server.Llm();

        // The window is asked for behind an answer, so that later ones know it.
        foreach (var length in (int[])[1, 10, 100, 200, 200])
        {
            var text = string.Concat(Enumerable.Repeat("sky ", length));
            Assert.Equal(PromptTruncationState.None, (await client.ChatAsync(text, cancellationToken: Live.Ct)).PromptTruncation?.State);
            Assert.Equal(PromptTruncationState.None, (await many.ChatAsync(text, Live.Ct)).PromptTruncation?.State);
        }
    }

    [Fact]
    public async Task A_picture_for_a_model_that_sees_nothing()
    {
        var server = await servers.TalkerAsync();
        await using var client = server.OpenAI();
        await using var many = server.Llm();

        var one = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("What is this?", s_picture)] }, Live.Ct));
        var asked = await Assert.ThrowsAsync<LlmApiException>(() => many.ChatAsync(new LlmRequest { Messages = [LlmMessage.User("What is this?", s_picture)] }, Live.Ct));

        Assert.All((LlmApiException[])[one, asked], error => Assert.Equal((500, ApiErrorKind.ModelDoesNotSupport), (error.Status, error.Kind)));
    }

    [Fact]
    public async Task What_the_server_was_not_started_for()
    {
        var server = await servers.TalkerAsync();
        await using var client = server.OpenAI();
        using var sound = new MemoryStream([1, 2, 3]);

        var embedding = await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync("hi", cancellationToken: Live.Ct));
        var ranking = await Assert.ThrowsAsync<LlmApiException>(() => client.SendAsync(HttpMethod.Post, "/rerank", Live.Json("""{"query":"a","documents":["b"]}"""), cancellationToken: Live.Ct));
        var hearing = await Assert.ThrowsAsync<LlmApiException>(() => client.TranscribeAsync(sound, "a.wav", cancellationToken: Live.Ct));

        Assert.All((LlmApiException[])[embedding, ranking, hearing], error => Assert.Equal((501, ApiErrorKind.ModelDoesNotSupport), (error.Status, error.Kind)));
    }

    [Fact]
    public async Task Texts_that_cannot_be_embedded()
    {
        await using var client = (await servers.EmbedderAsync()).OpenAI();

        var empty = await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync(["a", ""], cancellationToken: Live.Ct));
        var tooLong = await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync(new string('x', 5000), cancellationToken: Live.Ct));
        var unknown = await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync(new EmbeddingRequest { Input = "a", EncodingFormat = new EmbeddingEncoding("hex") }, Live.Ct));

        Assert.Equal((400, ApiErrorKind.BadRequest), (empty.Status, empty.Kind));
        Assert.Equal((500, ApiErrorKind.ContextLength), (tooLong.Status, tooLong.Kind));
        Assert.Equal((400, ApiErrorKind.BadRequest), (unknown.Status, unknown.Kind));
    }

    [Fact]
    public async Task An_answer_that_fills_the_context_is_cut_not_broken()
    {
        await using var server = await servers.StartEndlessAsync("--ctx-size", "256");
        await using var client = server.OpenAI();

        var whole = await client.ChatAsync("hi", cancellationToken: Live.Ct);
        var streamed = await client.ChatStreamAsync("hi", cancellationToken: Live.Ct).ToResponseAsync(Live.Ct);

        Assert.All((ChatCompletion[])[whole, streamed], answer => Assert.Equal((FinishReason.Length, 256L), (answer.Choices[0].FinishReason, answer.Usage?.TotalTokens)));
    }
}
