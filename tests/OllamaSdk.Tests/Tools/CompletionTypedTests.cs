using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>Typed answers over the OpenAI-compatible API.</summary>
public sealed class CompletionTypedTests
{
    private static readonly ChatCompletionRequest Request = new() { Messages = [ChatCompletionMessage.User("go")] };

    [Fact]
    public async Task The_schema_is_sent_and_the_value_comes_back()
    {
        var model = new ScriptedModel(Whole("""{\"city\":\"Oslo\",\"degrees\":-3}""", "stop"));

        var value = await Client(model).ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct);

        Assert.Equal(new Weather("Oslo", -3), value);
        Assert.Equal(
            $$$"""{"type":"json_schema","json_schema":{"name":"answer","schema":{{{System.Text.Encoding.UTF8.GetString(Weather.SchemaUtf8)}}}}}""",
            model.Requests[0].GetProperty("response_format").GetRawText());
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_says_so()
    {
        var model = new ScriptedModel(Whole("""{\"city\":\"Os""", "length"));

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => Client(model).ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct));

        Assert.Equal(("""{"city":"Os""", "hm", true), (caught.RawText, caught.Thinking, caught.HitTokenLimit));
    }

    [Fact]
    public async Task A_stream_ends_with_the_value()
    {
        var model = ScriptedModel.OneTurn(
            Event("""{"reasoning":"hm"}""", "null"), Event("""{"content":"{\"value\":"}""", "null"), Event("""{"content":"[1]}"}""", "null"), Event("{}", "\"stop\""), "data: [DONE]\n");

        var updates = await Client(model).ChatStreamAsync(Request, TypedContext.Default.ListInt32, """{"type":"array"}""", cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["", """{"value":""", "[1]}", ""], updates.Select(update => update.Text));
        Assert.Equal(["hm", "", "", ""], updates.Select(update => update.Thinking));
        Assert.Equal([1], updates[^1].Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_what_the_model_said(bool streamed)
    {
        var model = streamed
            ? ScriptedModel.OneTurn(Event("""{"refusal":"I can"}""", "null"), Event("""{"refusal":"not."}""", "\"stop\""), "data: [DONE]\n")
            : new ScriptedModel("""{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I cannot."},"finish_reason":"stop"}]}""");

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => streamed
            ? Client(model).ChatStreamAsync<Weather>(Request, cancellationToken: TestClient.Ct).ToListAsync()
            : Client(model).ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct));

        Assert.Equal("I cannot.", caught.RawText);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_instead_of_an_answer_is_named(bool streamed)
    {
        const string Call = """ "tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]""";
        var model = streamed
            ? ScriptedModel.OneTurn(Event($$"""{{{Call}}}""", "\"tool_calls\""), "data: [DONE]\n")
            : new ScriptedModel($$"""{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"",{{Call}}},"finish_reason":"tool_calls"}]}""");

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => streamed
            ? Client(model).ChatStreamAsync<Weather>(Request, cancellationToken: TestClient.Ct).ToListAsync()
            : Client(model).ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct));

        Assert.Contains("it is empty, since the model asked for a tool", caught.Message, StringComparison.Ordinal);
    }

    private static OpenAICompatibleClient Client(ScriptedModel model) =>
        new(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:9/v1", DefaultModel = "m", Handler = model });

    private static string Whole(string content, string reason) =>
        $$$"""{"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{{{content}}}","reasoning_content":"hm"},"finish_reason":"{{{reason}}}"}]}""";

    private static string Event(string delta, string reason) =>
        $$"""data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{reason}}}]}""" + "\n";
}
