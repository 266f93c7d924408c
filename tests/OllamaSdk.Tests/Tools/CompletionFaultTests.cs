using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>Answers of OpenAI-compatible servers that are not quite what the API says, and a loop that goes on in spite of them.</summary>
public sealed class CompletionFaultTests
{
    private const string Done = """{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"done"},"finish_reason":"stop"}]}""";
    private const string EchoCall = """{"id":"c1","type":"function","function":{"name":"echo","arguments":"{}"}}""";

    private static readonly ChatCompletionRequest Request = new() { Messages = [ChatCompletionMessage.User("go")] };

    /// <summary>Ollama answers 400 to "invalid tool call arguments", and the templates of others break at them.</summary>
    [Theory]
    [InlineData("", "{}")]
    [InlineData(" ", "{}")]
    [InlineData("null", "{}")]
    [InlineData("{", """{"arguments":"{"}""")]
    [InlineData("[1]", """{"arguments":"[1]"}""")]
    [InlineData("\"é\"", """{"arguments":"\u0022\u00E9\u0022"}""")]
    [InlineData("""{ "x":1.50}""", """{ "x":1.50}""")]
    public async Task Arguments_go_back_as_an_object_whatever_they_were(string arguments, string expected)
    {
        var message = new ChatCompletionMessage
        {
            Role = LlmRole.Assistant,
            ToolCalls = [new ChatToolCall { Id = "c1", Function = new() { Name = "echo", Arguments = arguments } }],
        };
        var model = new ScriptedModel(Done);

        await Client(model).ChatAsync(Request with { Messages = [message] }, cancellationToken: TestClient.Ct);

        Assert.Equal(expected, model.LastMessages[0].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(arguments, message.ToolCalls![0].Function!.Arguments);
    }

    [Fact]
    public async Task Arguments_that_are_no_JSON_may_be_corrected()
    {
        var model = new ScriptedModel(Whole(EchoCall.Replace("{}", "{x", StringComparison.Ordinal)), Whole(EchoCall), Done);

        var result = await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        var sent = model.LastMessages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()!;
        Assert.Equal("{x", JsonDocument.Parse(sent).RootElement.GetProperty("arguments").GetString());
        Assert.Equal("{x", result.Messages[1].ToolCalls![0].Function!.Arguments);
        Assert.Equal([ToolFailure.BadArguments, null], result.Calls.Select(call => call.Result?.Failure));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"role\":\"\",")]
    [InlineData("\"role\":null,")]
    public async Task An_answer_without_a_role_is_the_models(string role)
    {
        var model = new ScriptedModel(Whole(EchoCall).Replace("\"role\":\"assistant\",", role, StringComparison.Ordinal), Done);

        var result = await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        Assert.Equal(["user", "assistant", "tool", "assistant"], result.Messages.Select(message => message.Role?.Value));
    }

    [Fact]
    public async Task An_empty_role_in_a_later_chunk_changes_nothing()
    {
        var model = new ScriptedModel(
            Events($$"""{"role":"assistant","tool_calls":[{{EchoCall}}]}""", """{"role":"","content":""}"""), Events("""{"role":"assistant","content":"done"}"""));

        await Client(model).RunWithToolsStreamAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal("assistant", model.LastMessages[1].GetProperty("role").GetString());
    }

    [Fact]
    public async Task Nulls_among_choices_and_calls_are_nothing()
    {
        var model = new ScriptedModel(Whole("null", EchoCall).Replace("[{\"index\"", "[null,{\"index\"", StringComparison.Ordinal), Done);

        var result = await Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        Assert.Equal("echo", Assert.Single(result.Calls).Name);
        Assert.Equal("done", result.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nulls_in_a_stream_are_nothing(bool typed)
    {
        var events = Events("""{"content":"{\"city\":\"Oslo\",\"degrees\":1}"}""");
        var model = ScriptedModel.OneTurn([events[0].Replace("[{\"index\"", "[null,{\"index\"", StringComparison.Ordinal), .. events[1..]]);

        var text = typed
            ? string.Concat((await Client(model).ChatStreamAsync<Weather>(Request, cancellationToken: TestClient.Ct).ToListAsync()).Select(update => update.Text))
            : (await Client(model).RunWithToolsStreamAsync(Request, [], cancellationToken: TestClient.Ct).ToListAsync()).OfType<ToolLoopFinishedEvent>().Single().Result.Text;

        Assert.Equal("""{"city":"Oslo","degrees":1}""", text);
    }

    [Fact]
    public async Task An_answer_without_a_choice_is_none()
    {
        var model = new ScriptedModel(Whole(EchoCall), """{"id":"x","model":"m","choices":[]}""");

        var caught = await Assert.ThrowsAsync<LlmProtocolException>(() => Client(model).RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct));

        Assert.Contains("no choice", caught.Message, StringComparison.Ordinal);
        Assert.Equal(3, ToolLoop.ProgressOf(caught)!.MessagesAs<ChatCompletionMessage>().Count);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"role":"assistant","content":null,"reasoning":"hm"}""")]
    public async Task A_turn_in_which_nothing_is_said_can_be_sent_again(string message)
    {
        var model = new ScriptedModel($$"""{"id":"x","model":"m","choices":[{"index":0,"message":{{message}},"finish_reason":"length"}]}""", Done);
        var client = Client(model);
        var result = await client.RunWithToolsAsync(Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        await client.ChatAsync(Request with { Messages = [.. result.Messages, ChatCompletionMessage.User("go on")] }, cancellationToken: TestClient.Ct);

        Assert.Equal("", model.LastMessages[1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("data: [DONE]\n")]
    [InlineData("data: {\"id\":\"x\",\"choices\":[]}\n\ndata: [DONE]\n")]
    public async Task A_stream_without_a_choice_is_none(string body)
    {
        var model = ScriptedModel.OneTurn(body);

        var caught = await Assert.ThrowsAnyAsync<LlmException>(() => Client(model).RunWithToolsStreamAsync(Request, [], cancellationToken: TestClient.Ct).ToListAsync());

        Assert.Single(ToolLoop.ProgressOf(caught)!.MessagesAs<ChatCompletionMessage>());
    }

    [Theory]
    [InlineData("required", null)]
    [InlineData("""{"type":"function","function":{"name":"echo"}}""", null)]
    [InlineData("none", "none")]
    [InlineData("auto", "auto")]
    [InlineData("""{"type":"allowed_tools"}""", """{"type":"allowed_tools"}""")]
    public async Task A_demand_for_a_call_holds_once(string choice, string? later)
    {
        var model = new ScriptedModel(Whole(EchoCall), Done);
        var request = Request with { ToolChoice = choice[0] == '{' ? ToolChoice.FromJson(JsonDocument.Parse(choice).RootElement) : choice switch { "required" => ToolChoice.Required, "none" => ToolChoice.None, _ => ToolChoice.Auto } };

        await Client(model).RunWithToolsAsync(request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        Assert.Equal([choice, later], model.Requests.Select(sent => sent.TryGetProperty("tool_choice", out var value) ? value.ToString() : null));
    }

    [Fact]
    public async Task Reasoning_is_found_under_the_name_that_has_it()
    {
        var turn = Events("""{"reasoning_content":"","reasoning":"hm"}""", """{"content":"{\"city\":\"Oslo\",\"degrees\":1}"}""");

        var events = await Client(ScriptedModel.OneTurn(turn)).RunWithToolsStreamAsync(Request, [], cancellationToken: TestClient.Ct).ToListAsync();
        var updates = await Client(ScriptedModel.OneTurn(turn)).ChatStreamAsync<Weather>(Request, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal("hm", Assert.Single(events.OfType<ToolLoopThinkingEvent>()).Text);
        Assert.Equal("hm", string.Concat(updates.Select(update => update.Thinking)));
    }

    private static OpenAICompatibleClient Client(ScriptedModel model) => new(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:9/v1", DefaultModel = "m", Handler = model });

    private static string Whole(params string[] calls) =>
        $$"""{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[{{string.Join(',', calls)}}]},"finish_reason":"tool_calls"}]}""";

    private static string[] Events(params string[] deltas) =>
    [
        .. deltas.Select(delta => $$"""data: {"id":"x","model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""" + "\n"),
        """data: {"id":"x","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n",
        "data: [DONE]\n",
    ];
}
