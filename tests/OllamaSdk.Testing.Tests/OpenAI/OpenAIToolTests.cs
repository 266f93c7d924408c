using System.Text.Json;
using OllamaSdk.ContractTests;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing.Emulator;
using OllamaSdk.Testing.Emulator.OpenAI;

namespace OllamaSdk.Testing.Tests.OpenAI;

/// <summary>Tool calls in both directions, between the native form and OpenAI's.</summary>
public sealed class OpenAIToolTests
{
    private const string Call = """{"id":"call_1","function":{"index":0,"name":"get_weather","arguments":{"city":"Paris","days":2}}}""";
    private const string Answer = $$$"""{"model":"demo","message":{"role":"assistant","content":"","thinking":"hm","tool_calls":[{{{Call}}}]},"done":true,"done_reason":"stop","prompt_eval_count":7,"eval_count":3}""";
    private const string Lines = $$$"""
        {"model":"demo","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
        {"model":"demo","message":{"role":"assistant","content":"","tool_calls":[{{{Call}}}]},"done":false}
        {"model":"demo","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":7,"eval_count":3}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static EmulatedServer Server => new(new EmulatorOptions());

    [Theory]
    [InlineData(Answer)]
    [InlineData(Lines)]
    public async Task A_call_arrives_with_its_arguments_as_a_text(string native)
    {
        using var client = Chat(new CannedRoute(native));

        var answer = native == Lines
            ? await client.ChatStreamAsync("weather?", cancellationToken: Cancellation).ToResponseAsync(Cancellation)
            : await client.ChatAsync("weather?", cancellationToken: Cancellation);

        var choice = Assert.Single(answer.Choices!);
        var call = Assert.Single(choice.Message!.ToolCalls!);
        Assert.Equal(("call_1", 0, "function"), (call.Id, call.Index, call.Type));
        Assert.Equal(("get_weather", """{"city":"Paris","days":2}"""), (call.Function!.Name, call.Function.Arguments));
        Assert.Equal(("tool_calls", "hm"), (choice.FinishReason?.Value, choice.Message.ReasoningText));
        Assert.Equal(10, answer.Usage?.TotalTokens);
    }

    [Fact]
    public async Task A_stream_gives_thoughts_calls_and_the_end_an_event_each()
    {
        using var client = Chat(new CannedRoute(Answer));

        var chunks = await client.ChatStreamAsync("weather?", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(["hm", null, null], chunks.SelectMany(chunk => chunk.Choices!).Select(choice => choice.Delta.ReasoningOnWire));
        Assert.Equal([null, null, "tool_calls"], chunks.SelectMany(chunk => chunk.Choices!).Select(choice => choice.FinishReason?.Value));
        Assert.Equal(LlmRole.Assistant, chunks[0].Choices![0].Delta?.Role);
        Assert.Null(chunks[1].Choices![0].Delta?.Role);
    }

    [Fact]
    public async Task Earlier_calls_and_their_results_reach_the_native_route()
    {
        var native = new CannedRoute(Answer);
        using var client = Chat(native);
        var call = new ChatToolCall { Id = "call_1", Type = "function", Function = new() { Name = "get_weather", Arguments = """{"city":"Paris"}""" } };

        await client.ChatAsync(
            new ChatCompletionRequest
            {
                Messages =
                [
                    ChatCompletionMessage.User("weather?"),
                    new() { Role = LlmRole.Assistant, Reasoning = "hm", ToolCalls = [call] },
                    new() { Role = LlmRole.Tool, ToolCallId = "call_1", Content = "mild" },
                ],
                Tools = [new() { Type = "function", Function = new() { Name = "get_weather" } }],
                MaxTokens = 9,
            },
            cancellationToken: Cancellation);

        const string expected = """
            {"model":"demo","messages":[
              {"role":"user","content":"weather?"},
              {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"id":"call_1","function":{"index":0,"name":"get_weather","arguments":{"city":"Paris"}}}]},
              {"role":"tool","content":"mild","tool_name":"get_weather","tool_call_id":"call_1"}],
             "stream":false,"options":{"num_predict":9,"temperature":1,"top_p":1},"tools":[{"type":"function","function":{"name":"get_weather"}}]}
            """;
        Assert.True(JsonElement.DeepEquals(expected.ToJson(), native.Asked), native.Asked.GetRawText());
    }

    [Fact]
    public async Task The_same_conversation_in_the_form_of_responses_is_the_same_natively()
    {
        var native = new CannedRoute(Answer);
        using var client = OpenAIEmulatorTest.CreateClient(new RouteHandler(new ResponsesRoute(Server, native)));

        await client.RespondAsync(
            new ResponseRequest
            {
                Instructions = "be brief",
                Input = new ResponseItem[]
                {
                    new() { Role = LlmRole.User, Content = "weather?" },
                    new() { Type = new ResponseItemType("reasoning"), EncryptedContent = "hm" },
                    new() { Type = new ResponseItemType("function_call"), CallId = "call_1", Name = "get_weather", Arguments = """{"city":"Paris"}""" },
                    new() { Type = new ResponseItemType("function_call_output"), CallId = "call_1", Output = "mild" },
                },
                Tools = [new() { Type = "function", Name = "get_weather" }],
                Reasoning = new() { Effort = ReasoningEffort.ExtraHigh },
            },
            cancellationToken: Cancellation);

        const string expected = """
            {"model":"demo","messages":[
              {"role":"system","content":"be brief"},
              {"role":"user","content":"weather?"},
              {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"id":"call_1","function":{"index":0,"name":"get_weather","arguments":{"city":"Paris"}}}]},
              {"role":"tool","content":"mild","tool_name":"get_weather","tool_call_id":"call_1"}],
             "stream":false,"options":{"temperature":1,"top_p":1},"think":"max","tools":[{"type":"function","function":{"name":"get_weather"}}]}
            """;
        Assert.True(JsonElement.DeepEquals(expected.ToJson(), native.Asked), native.Asked.GetRawText());
    }

    [Fact]
    public async Task An_error_in_the_native_stream_is_swallowed_as_by_the_real_server()
    {
        using var client = Chat(new CannedRoute("""
            {"model":"demo","message":{"role":"assistant","content":"so"},"done":false}
            {"error":"out of memory"}
            """));

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("x", cancellationToken: Cancellation).ToResponseAsync(Cancellation));

        Assert.Equal((StreamFailure.Incomplete, 2), (error.Reason, error.ItemsReceived));
        Assert.Equal("so", error.Partial?.Content);
    }

    [Fact]
    public async Task Who_leaves_a_stream_ends_the_native_one()
    {
        var native = new CannedRoute(Lines);
        using var client = Chat(native);

        await foreach (var _ in client.ChatStreamAsync("x", cancellationToken: Cancellation))
        {
            break;
        }

        Assert.False(native.Body.CanRead);
    }

    private static OpenAICompatibleClient Chat(CannedRoute native) => OpenAIEmulatorTest.CreateClient(new RouteHandler(new ChatCompletionsRoute(Server, native)));
}
