namespace OllamaSdk.Testing.Tests;

public sealed class ToolCallTests : EmulatorTest
{
    private static readonly LlmTool Weather = Tool(
        "get_weather", "Tells the weather of a place.", """{"type":"object","properties":{"city":{"type":"string","enum":["Paris","London"]},"days":{"type":"integer","minimum":1}},"required":["city","days"]}""");

    private static readonly LlmTool Time = Tool("currentTime", "The clock of a zone.", """{"type":"object","properties":{"zone":{"type":"string"}}}""");

    [Theory]
    [InlineData("What is the weather like?", "get_weather")]
    [InlineData("WEATHER!", "get_weather")]
    [InlineData("Which place is nice?", "get_weather")]
    [InlineData("What time is it?", "currentTime")]
    [InlineData("the current time of this place", "currentTime")]
    [InlineData("Get me a coffee of a kind", null)]
    [InlineData("weatherproof", null)]
    public async Task A_tool_with_words_of_the_question_is_called(string question, string? tool)
    {
        var answer = await AskAsync(question, Weather, Time);

        Assert.Equal(tool, answer.Message!.ToolCallsOnWire?.Single().Function!.Name);
        Assert.Equal(tool is null, answer.Message.Content!.Contains(question, StringComparison.Ordinal));
        Assert.Equal(DoneReason.Stop, answer.DoneReason);
    }

    [Fact]
    public async Task The_arguments_fit_the_schema()
    {
        var function = (await AskAsync("weather?", Weather)).Message!.ToolCalls!.Single().Function!;
        var bare = (await AskAsync("ping", Tool("ping", "", "{}"))).Message!.ToolCalls!.Single().Function!;

        Assert.Equal("""{"city":"Paris","days":1}""", function.Arguments!.Value.GetRawText());
        Assert.Equal("{}", bare.Arguments!.Value.GetRawText());
    }

    [Fact]
    public async Task A_loop_runs_the_tool_once_and_ends_with_its_result()
    {
        var tools = new ToolSet([Weather, Time]);

        var result = await Client.RunWithToolsAsync(Question("weather?"), tools, cancellationToken: Cancellation);

        Assert.Equal("get_weather", Assert.Single(result.Calls).Name);
        Assert.Contains("The tool said: \"get_weather was called\"", result.Text);
        Assert.Equal(2, result.Rounds);
    }

    [Fact]
    public async Task A_stream_has_the_same_call_in_a_line_of_its_own()
    {
        var request = Question("weather?") with { Tools = [Weather.ToDefinition()] };

        var lines = await Client.ChatStreamAsync(request, cancellationToken: Cancellation).ToListAsync(Cancellation);
        var whole = await Client.ChatAsync(request, cancellationToken: Cancellation);

        var id = whole.Message!.ToolCalls!.Single().Id;
        Assert.Matches("^call_[a-z0-9]{8}$", id);
        Assert.Equal(id, lines[^2].Message!.ToolCalls!.Single().Id);
        Assert.Equal(whole.EvalCount, lines[^1].EvalCount);
        Assert.Null(lines[^1].Message!.ToolCallsOnWire);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, "llama-server returned invalid tool call arguments for \"get_weather\": unexpected end of JSON input")]
    [InlineData(100, "")]
    public async Task A_limit_cuts_the_call_off_or_breaks_it(int limit, string? failure)
    {
        var request = Question("weather?") with { Think = false, Tools = [Weather.ToDefinition()], Options = new() { NumPredict = limit } };

        if (failure is { Length: > 0 })
        {
            Assert.Equal(failure, (await Assert.ThrowsAsync<LlmApiException>(() => Client.ChatAsync(request, cancellationToken: Cancellation))).ServerMessage);
            var broken = await Assert.ThrowsAsync<LlmStreamException>(() => Client.ChatStreamAsync(request, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
            Assert.Equal(failure, broken.ServerError?.ServerMessage);
            return;
        }

        var answer = await Client.ChatAsync(request, cancellationToken: Cancellation);
        Assert.Equal(failure is null ? DoneReason.Length : DoneReason.Stop, answer.DoneReason);
        Assert.Equal(failure is null, answer.Message!.ToolCallsOnWire is null);
    }

    private static OllamaChatRequest Question(string text) => new() { Messages = [OllamaChatMessage.User(text)] };

    private static LlmTool Tool(string name, string description, string schema) =>
        LlmTool.Create(name, description, schema, (_, _, _) => ValueTask.FromResult(ToolResult.Text($"{name} was called")));

    private Task<OllamaChatResponse> AskAsync(string question, params LlmTool[] tools) =>
        Client.ChatAsync(Question(question) with { Tools = [.. tools.Select(tool => tool.ToDefinition())] }, cancellationToken: Cancellation);
}
