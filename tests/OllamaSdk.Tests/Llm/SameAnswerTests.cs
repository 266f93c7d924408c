using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>One conversation with a tool, through each provider as it really answers: the same result, whole and streamed.</summary>
public sealed class SameAnswerTests
{
    private static readonly LlmTool s_weather = LlmTool.Create(
        "weather", "The weather of a place.", """{"type":"object","properties":{"city":{"type":"string"}}}""", (_, _, _) => new(ToolResult.Text("rain")));

    private static readonly LlmResponse s_end = new() { Content = "It rains.", Model = "m", FinishReason = "stop", Usage = new LlmUsage(20, 9, 29, null) };

    public static TheoryData<string> Providers => [.. ProviderAnswers.All.Keys];

    [Fact]
    public void Every_provider_is_there() => Assert.Equal(LlmProviders.All.Select(p => p.Name).Order(), ProviderAnswers.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_whole_conversation_is_the_same(string provider)
    {
        var answers = ProviderAnswers.All[provider];
        await using ScriptedServer server = new(answers.CallWhole, answers.AnswerWhole, answers.CallStreamed, answers.AnswerStreamed);
        using var client = ClientOf(answers.Target(server));
        var question = new LlmRequest("What is the weather in Oslo?");

        var whole = await client.RunWithToolsAsync(question, [s_weather], cancellationToken: Ct);
        var events = await client.RunWithToolsStreamAsync(question, [s_weather], cancellationToken: Ct).ToListAsync();

        foreach (var result in (ToolLoopResult<LlmMessage, LlmResponse>[])[whole, (ToolLoopResult<LlmMessage, LlmResponse>)((ToolLoopFinishedEvent)events[^1]).Result])
        {
            Assert.Equal(s_end, Comparable(result.Answer!));
            Assert.Equal((PromptTruncationState.None, 20), (result.Answer!.PromptTruncation!.State, result.Answer.PromptTruncation.CountedTokens));
            Assert.Equal((provider, new Uri(answers.Target(server).Endpoint!)), (result.Answer!.Provider, result.Answer.Endpoint));
            Assert.Equal(["user", "assistant", "tool", "assistant"], result.Messages.Select(m => m.Role.Value));
            Assert.Equal(("let me see", "rain", "call_1"), (result.Messages[1].Thinking, result.Messages[2].Content, result.Messages[2].ToolCallId));
        }

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(History(server.Requests[1]), History(server.Requests[3]));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_call_of_a_tool_is_the_same(string provider)
    {
        var answers = ProviderAnswers.All[provider];
        await using ScriptedServer server = new(answers.CallWhole, answers.CallStreamed);
        using var client = ClientOf(answers.Target(server));
        var request = new LlmRequest("What is the weather in Oslo?") { Tools = [s_weather], Temperature = 0, MaxTokens = 0 };

        var whole = await client.ChatAsync(request, Ct);
        var updates = await client.ChatStreamAsync(request, Ct).ToListAsync();

        foreach (var answer in (LlmResponse[])[whole, updates[^1].Response!])
        {
            Assert.Equal(("", "let me see", "m", "tool_calls"), (answer.Content, answer.Thinking, answer.Model, answer.FinishReason));
            var call = Assert.Single(answer.ToolCalls);
            Assert.Equal(("call_1", "weather", """{"city":"Oslo"}"""), (call.Id, call.Name, call.ArgumentsJson));
            Assert.Equal(new LlmUsage(20, 9, 29, null), answer.Usage);
            Assert.Equal(provider, answer.Provider);
            Assert.False(answer.UsedFallback);
            Assert.True(answer.TokensPerSecond > 0);
        }

        Assert.Equal("let me see", string.Concat(updates.Select(update => update.ThinkingDelta)));
        Assert.Equal("weather", Assert.Single(updates[^2].ToolCalls).Name);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_answer_after_the_tool_is_the_same(string provider)
    {
        var answers = ProviderAnswers.All[provider];
        await using ScriptedServer server = new(answers.AnswerWhole, answers.AnswerStreamed);
        using var client = ClientOf(answers.Target(server));
        var call = new LlmToolCall("call_1", "weather", """{"city":"Oslo"}""");
        var request = new LlmRequest
        {
            Messages =
            [
                LlmMessage.User("What is the weather in Oslo?"),
                new LlmMessage { Role = LlmRole.Assistant, Thinking = "let me see", ToolCalls = [call] },
                LlmMessage.Tool(call, "rain"),
            ],
        };

        var whole = await client.ChatAsync(request, Ct);
        var updates = await client.ChatStreamAsync(request, Ct).ToListAsync();

        foreach (var answer in (LlmResponse[])[whole, updates[^1].Response!])
        {
            Assert.Equal(("It rains.", null, "m", "stop"), (answer.Content, answer.Thinking, answer.Model, answer.FinishReason));
            Assert.Empty(answer.ToolCalls);
        }

        Assert.Equal("It rains.", updates.Text());
        var history = server.Requests[0].Json().GetProperty("messages");
        Assert.Equal("Oslo", ProviderAnswers.Arguments(history[1]).GetProperty("city").GetString());
        Assert.Equal(("rain", "call_1"), (history[2].GetProperty("content").GetString(), history[2].GetProperty("tool_call_id").GetString()));
        Assert.Equal("let me see", history[1].GetProperty(answers.ThinkingName).GetString());
    }

    private static string History(ScriptedRequest request) => request.Json().GetProperty("messages").GetRawText();

    // What only says who answered, and how fast, is looked at by itself; of empty lists only that they are empty counts.
    private static LlmResponse Comparable(LlmResponse answer)
    {
        Assert.Empty(answer.ToolCalls);
        Assert.Empty(answer.Failures);
        Assert.True(answer.TokensPerSecond > 0);
        return answer with { Provider = null, Endpoint = null, ResponseId = null, Latency = default, TokensPerSecond = null, PromptTruncation = null, ToolCalls = [], Failures = [] };
    }
}
