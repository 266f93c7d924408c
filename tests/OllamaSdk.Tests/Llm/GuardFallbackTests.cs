using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Llm;

/// <summary>What an <see cref="LlmClient"/> says of a prompt is of the server that answered; and what a stream of /v1 must hold for it.</summary>
public sealed class GuardFallbackTests
{
    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("wonderful mountains", 6000));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_answer_s_own_server_counts(bool streamed)
    {
        await using ScriptedServer first = new(LlmServers.Refuses(500));
        await using ScriptedServer second = new(connection => connection.RespondJsonAsync(
            """{"model":"m","message":{"role":"assistant","content":"hello"},"done":true,"prompt_eval_count":514,"prompt_eval_cached_count":0,"eval_count":2}"""));
        using var client = new LlmClient(LlmServers.Options(
            new LlmTarget(LlmProviders.Ollama, "m", first.Url.ToString()) { ContextLength = 100_000 },
            new LlmTarget(LlmProviders.Ollama, "m", second.Url.ToString()) { ContextLength = 1024 }).With(options => options.Retry.MaxRetries = 0));

        var answer = streamed
            ? (await client.ChatStreamAsync(s_long, cancellationToken: LlmServers.Ct).ToListAsync())[^1].Response!
            : await client.ChatAsync(s_long, cancellationToken: LlmServers.Ct);

        Assert.True(answer.UsedFallback);
        Assert.Equal((PromptTruncationState.Certain, 514), (answer.PromptTruncation!.State, answer.PromptTruncation.CountedTokens));
        Assert.Equal((1024, PromptWindowSource.Request), (answer.PromptTruncation.Window, answer.PromptTruncation.WindowSource));
        Assert.Contains("PromptTruncation = Certain", answer.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(answer, answer with { PromptTruncation = null });
        Assert.Equal(answer, answer with { PromptTruncation = answer.PromptTruncation with { } });
    }

    [Fact]
    public async Task A_target_may_be_left_out_of_it()
    {
        await using ScriptedServer server = new(connection => connection.RespondAsync());
        using var client = new LlmClient(LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m", server.Url.ToString()) { PromptGuard = { Mode = PromptGuardMode.Off } }));

        Assert.Null((await client.ChatAsync(s_long, cancellationToken: LlmServers.Ct)).PromptTruncation);
    }

    [Fact]
    public async Task A_stream_without_counts_says_nothing()
    {
        var (chunks, error) = await V1.ReadAsync(V1.Events(V1.Text("a"), V1.Finish, V1.Done));

        Assert.Null(error);
        Assert.All(chunks, chunk => Assert.Null(chunk.PromptTruncation));
    }

    [Fact]
    public async Task Where_every_chunk_counts_the_prompt_is_read_once()
    {
        const string Counting = """{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"usage":{"prompt_tokens":7,"completion_tokens":1}}""";

        var (chunks, error) = await V1.ReadAsync(V1.Events(Counting, Counting, Counting, V1.Finish, V1.Done));

        Assert.Null(error);
        Assert.Equal(PromptTruncationState.None, chunks[0].PromptTruncation!.State);
        Assert.Same(chunks[0].PromptTruncation, chunks[1].PromptTruncation);
        Assert.Same(chunks[0].PromptTruncation, chunks[2].PromptTruncation);
        Assert.Null(chunks[3].PromptTruncation);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":40,"prompt_tokens_details":{"cached_tokens":20000}}""", 20_040)]
    [InlineData("""{"prompt_tokens":20040,"prompt_tokens_details":{"cached_tokens":20000}}""", 20_040)]
    public async Task What_a_gateway_counts_apart_as_cached_was_not_cut(string usage, int counted)
    {
        using var handler = new StubHandler($$$"""{"object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a"}}],"usage":{{{usage}}}}""");
        using var client = handler.CreateV1();

        var answer = await client.ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.System(s_long), ChatCompletionMessage.User("Why?")] }, cancellationToken: LlmServers.Ct);

        Assert.Equal((PromptTruncationState.None, counted), (answer.PromptTruncation!.State, answer.PromptTruncation.CountedTokens));
    }
}
