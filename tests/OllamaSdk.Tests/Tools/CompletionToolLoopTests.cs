using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Tools;

/// <summary>The same loop over the OpenAI-compatible API.</summary>
public sealed class CompletionToolLoopTests
{
    private const string Done = """{"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"done"},"finish_reason":"stop"}]}""";

    private static readonly ChatCompletionRequest Request = new() { Messages = [ChatCompletionMessage.User("go")] };

    [Theory]
    [InlineData("""{\"x\":\"é\"}""", """{"x":"é"}""")]
    [InlineData("", "{}")]
    [InlineData(" ", "{}")]
    [InlineData("null", "{}")]
    [InlineData("\\\"{\\\\\\\"x\\\\\\\":1}\\\"", """{"x":1}""")]
    public async Task Calls_are_run_and_their_results_are_sent(string arguments, string expected)
    {
        var model = new ScriptedModel(Whole($$$"""{"id":"c1","type":"function","function":{"name":"echo","arguments":"{{{arguments}}}"}}"""), Done);

        var result = await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        Assert.Equal([expected], model.Results);
        Assert.Equal(("done", 2, "stop"), (result.Text, result.Rounds, result.Answer?.Choices?[0].FinishReason?.Value));
        Assert.Equal(["user", "assistant", "tool", "assistant"], result.Messages.Select(message => message.Role?.Value));
        Assert.Equal(("c1", "c1"), (model.LastMessages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString(), model.LastMessages[2].GetProperty("tool_call_id").GetString()));
        Assert.Equal(
            $$$"""[{"type":"function","function":{"name":"echo","description":"Does echo.","parameters":{{{TestTools.Schema}}}}}]""",
            model.Requests[0].GetProperty("tools").GetRawText());
    }

    /// <summary>Many servers of this API refuse a dot; the program's own name is what hooks and results tell all the same.</summary>
    [Theory]
    [InlineData("web_open")]
    [InlineData("web.open")]
    public async Task A_dot_in_a_name_goes_as_an_underscore_and_comes_back(string asked)
    {
        var model = new ScriptedModel(Whole($$$"""{"id":"c1","type":"function","function":{"name":"{{{asked}}}","arguments":"{}"}}"""), Done);
        var tool = TestTools.Make("web.open", (context, _) => Task.FromResult(ToolResult.Text(context.ToolName)));

        var result = await Client(model).RunWithToolsAsync(Request, [tool], cancellationToken: TestClient.Ct);

        Assert.Equal("web_open", model.Requests[0].GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(("web.open", null), (Assert.Single(result.Calls).Name, result.Calls[0].Result?.Failure));
        Assert.Equal(["web.open"], model.Results);
        Assert.Equal("web_open", model.LastMessages[2].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("\\\"5\\\"")]
    public async Task Arguments_that_are_no_object_are_told(string arguments)
    {
        var model = new ScriptedModel(Whole($$$"""{"id":"c1","function":{"name":"echo","arguments":"{{{arguments}}}"}}"""), Done);

        var result = await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        Assert.Equal(ToolFailure.BadArguments, Assert.Single(result.Calls).Result?.Failure);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public async Task Arguments_are_nested_64_levels_at_most(int arrays, bool runs)
    {
        var arguments = $$$"""{\"x\":{{{new string('[', arrays)}}}{{{new string(']', arrays)}}}}""";
        var model = new ScriptedModel(Whole($$$"""{"id":"c1","function":{"name":"echo","arguments":"{{{arguments}}}"}}"""), Done);

        var result = await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        Assert.Equal(runs ? null : ToolFailure.BadArguments, result.Calls[0].Result?.Failure);
    }

    [Fact]
    public async Task Calls_without_ids_get_some_that_their_results_name()
    {
        var model = new ScriptedModel(Whole("""{"function":{"name":"echo","arguments":"{}"}}""", """{"id":"","function":{"name":"echo","arguments":"{}"}}"""), Done);

        await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        var ids = model.LastMessages[1].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()).ToArray();
        Assert.Equal(2, ids.Where(id => !string.IsNullOrEmpty(id)).Distinct().Count());
        Assert.Equal(ids, model.LastMessages.Skip(2).Select(message => message.GetProperty("tool_call_id").GetString()));
    }

    [Fact]
    public async Task Streamed_calls_are_put_together_from_fragments()
    {
        var model = new ScriptedModel(
            Events(
                """{"role":"assistant","reasoning_content":"hm"}""",
                """{"content":"wait"}""",
                """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"echo","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"echo","arguments":"{}"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}"""),
            Events("""{"role":"assistant","content":"done"}"""));

        var events = await Client(model).RunWithToolsStreamAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["""{"x":1}""", "{}"], model.Results);
        Assert.Equal("hm", Assert.Single(events.OfType<ToolLoopThinkingEvent>()).Text);
        Assert.Equal([(1, "wait"), (2, "done")], events.OfType<ToolLoopTextEvent>().Select(text => (text.Round, text.Text)));
        Assert.Equal("done", Assert.IsAssignableFrom<ToolLoopFinishedEvent>(events[^1]).Result.Text);
    }

    [Fact]
    public async Task The_conversation_comes_back_from_a_failure()
    {
        var model = new ScriptedModel(Whole("""{"id":"c1","function":{"name":"echo","arguments":"{}"}}"""));

        var caught = await Guard.Within(Assert.ThrowsAsync<LlmToolException>(() =>
            Client(model).RunWithToolsAsync(Request, [TestTools.Echo], new() { MaxRounds = 2 }, null, TestClient.Ct)));

        Assert.Equal(["user", "assistant", "tool", "assistant", "tool"], caught.Progress?.MessagesAs<ChatCompletionMessage>().Select(message => message.Role?.Value));
        var wrong = Assert.Throws<InvalidOperationException>(caught.Progress!.MessagesAs<OllamaChatMessage>);
        Assert.Contains("MessagesAs<ChatCompletionMessage>()", wrong.Message, StringComparison.Ordinal);
    }

    private static OpenAICompatibleClient Client(ScriptedModel model) => new(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:9/v1", DefaultModel = "m", Handler = model });

    private static string Whole(params string[] calls) =>
        $$"""{"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[{{string.Join(',', calls)}}]},"finish_reason":"tool_calls"}]}""";

    private static string[] Events(params string[] deltas) =>
    [
        .. deltas.Select(delta => $$"""data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""" + "\n"),
        """data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n",
        "data: [DONE]\n",
    ];
}
