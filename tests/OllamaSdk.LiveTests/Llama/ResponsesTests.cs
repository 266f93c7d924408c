using OllamaSdk.LiveTests.Servers;
using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>The Responses API, as the server makes it of chats.</summary>
public sealed class ResponsesTests(LlamaServers servers)
{
    private static readonly ResponseRequest s_question = new() { Input = "What colour is the sky?", Instructions = "Be short." };

    [Fact]
    public async Task In_one_piece()
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();

        var response = await client.RespondAsync(s_question, cancellationToken: Live.Ct);

        Assert.Equal((ResponseStatus.Completed, "talker"), (response.Status, response.Model));
        Assert.Equal(Said.Talker, response.Output.Single(item => item.Type == ResponseItemType.Message).Content.Text);
        Assert.True(response.Usage is { InputTokens: > 0, OutputTokens: > 0 });
    }

    [Fact]
    public async Task In_events()
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();

        var events = await client.RespondStreamAsync(s_question, cancellationToken: Live.Ct).ToListAsync(Live.Ct);

        Assert.Equal(Said.Talker, string.Concat(events.Where(one => one.Type == ResponseEventType.OutputTextDelta).Select(one => one.Delta)));
        Assert.Equal(Said.Talker, string.Concat(await client.RespondStreamAsync(s_question, cancellationToken: Live.Ct).TextAsync(Live.Ct).ToListAsync(Live.Ct)));
        Assert.Equal(ResponseStatus.Completed, events[^1].Response?.Status);
    }

    [Fact]
    public async Task What_it_thinks_is_an_item_of_its_own()
    {
        await using var client = (await servers.ThinkerAsync()).OpenAI();

        var response = await client.RespondAsync(s_question, cancellationToken: Live.Ct);
        var events = await client.RespondStreamAsync(s_question, cancellationToken: Live.Ct).ToListAsync(Live.Ct);

        Assert.Equal(Said.Thought, response.Output.Single(item => item.Type == ResponseItemType.Reasoning).Content.Text.Trim());
        Assert.Equal([ResponseItemType.Reasoning, ResponseItemType.Message], events[^1].Response!.Output.Select(item => item.Type!.Value));
    }

    [Fact]
    public async Task A_call_of_a_tool_and_the_answer_to_its_result()
    {
        await using var client = (await servers.CallerAsync()).OpenAI();
        ResponseTool tool = new() { Type = "function", Name = "get_weather", Parameters = Live.Json("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""") };

        var asked = await client.RespondAsync(s_question with { Tools = [tool] }, cancellationToken: Live.Ct);
        var call = asked.Output.Single(item => item.Type == ResponseItemType.FunctionCall);
        var answered = await client.RespondAsync(new ResponseRequest
        {
            Input = (ResponseItem[])
            [
                new() { Type = ResponseItemType.Message, Role = LlmRole.User, Content = "What is the weather?" },
                call,
                new() { Type = ResponseItemType.FunctionCallOutput, CallId = call.CallId, Output = "21 degrees" },
            ],
            Tools = [tool],
        }, cancellationToken: Live.Ct);

        Assert.Equal("get_weather", call.Name);
        Assert.Equal("Lyon", Live.Json(call.Arguments).GetProperty("city").GetString());
        Assert.Equal(Said.Caller, answered.Output.Single(item => item.Type == ResponseItemType.Message).Content.Text);
    }
}
