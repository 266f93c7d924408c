using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>The chunks of a stream add up to the answer that an unstreamed call would have given.</summary>
public sealed class AggregatorTests
{
    [Fact]
    public async Task Text_finish_and_token_counts()
    {
        var answer = await AddAsync(
            """{"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":null},"finish_reason":null}]}""",
            V1.Text("a"), V1.Text(""), V1.Text("b"), V1.Finish,
            """{"id":"c1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"timings":{"n":1},"extra":7}""");

        var choice = Assert.Single(answer.Choices!);
        Assert.Equal(("ab", LlmRole.Assistant, FinishReason.Stop, 0), (choice.Message!.Content!.Text, choice.Message.Role, choice.FinishReason, choice.Index));
        Assert.Equal(("c1", 5, "m", "fp"), (answer.Id, answer.Created, answer.Model, answer.SystemFingerprint));
        Assert.Equal(OpenAIObject.ChatCompletion, answer.Object);
        Assert.Equal((1, 2, 3), (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens, answer.Usage.TotalTokens));
        Assert.Equal((1, 7), (answer.Timings!.Value.GetProperty("n").GetInt32(), answer.AdditionalProperties!["extra"].GetInt32()));
        Assert.Null(choice.Message.ToolCallsOnWire);
        Assert.Empty(choice.Message.ReasoningText);
    }

    [Theory]
    [InlineData("reasoning")]
    [InlineData("reasoning_content")]
    public async Task Reasoning_under_either_name(string name)
    {
        var answer = await AddAsync(V1.Delta($$"""{"{{name}}":"th"}"""), V1.Delta($$"""{"content":"","{{name}}":"ink"}"""), V1.Text("a"), V1.Finish);

        var message = answer.Choices![0].Message!;
        Assert.Equal(("think", "a"), (message.ReasoningText, message.Content?.Text));
        // It goes back under the name it came with.
        Assert.Equal(name == "reasoning" ? ("think", null) : (null, "think"), (message.ReasoningOnWire, message.ReasoningContentOnWire));
    }

    [Fact]
    public async Task Token_counts_in_every_chunk_are_the_last_ones()
    {
        var answer = await AddAsync(
            """{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"completion_tokens":1}}""",
            """{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"length"}],"usage":{"completion_tokens":2}}""",
            """{"choices":[],"usage":null}""");

        Assert.Equal(2, answer.Usage?.CompletionTokens);
        Assert.Equal(FinishReason.Length, answer.Choices![0].FinishReason);
    }

    [Fact]
    public async Task Log_probabilities_of_all_tokens()
    {
        var answer = await AddAsync(
            """{"choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-1}]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"b"},"logprobs":null}]}""",
            """{"choices":[{"index":0,"delta":{"content":"c"},"logprobs":{"content":[{"token":"c","logprob":-2},{"token":"d","logprob":-3}]}}]}""", V1.Finish);

        Assert.Equal(["a", "c", "d"], answer.Choices![0].Logprobs!.Content!.Select(token => token.Token));
    }

    [Fact]
    public async Task Several_answers_are_kept_apart()
    {
        var answer = await AddAsync(
            """{"choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"B"},"finish_reason":"length"}]}""");

        Assert.Equal([(0, "aA", "stop"), (1, "bB", "length")], answer.Choices!.Select(c => (c.Index!.Value, c.Message!.Content!.Text, c.FinishReason!.Value.Value)));
    }

    [Fact]
    public async Task A_refusal_and_nulls_where_objects_are_due()
    {
        var answer = await AddAsync("""{"choices":[null,{"index":0,"delta":{"refusal":"no","tool_calls":[null]}}]}""", """{"choices":[{"index":0,"delta":null,"finish_reason":"content_filter"}]}""");

        Assert.Equal(("no", FinishReason.ContentFilter), (answer.Choices![0].Message!.Refusal, answer.Choices[0].FinishReason));
    }

    [Fact]
    public void Nothing_adds_up_to_nothing() => Assert.Throws<InvalidOperationException>(() => new ChatCompletionAggregator().ToCompletion());

    private static async Task<ChatCompletion> AddAsync(params string[] chunks)
    {
        await using var client = V1.Answering(V1.Events([.. chunks, V1.Done]), contentType: V1.EventStream);
        return await client.Stream().ToResponseAsync(TestClient.Ct);
    }
}
