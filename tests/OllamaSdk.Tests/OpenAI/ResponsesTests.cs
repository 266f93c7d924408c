using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>The Responses API: typed events, and which of them are an end.</summary>
public sealed class ResponsesTests
{
    private const string Created = """{"type":"response.created","sequence_number":0,"response":{"id":"r","object":"response","status":"in_progress","error":null,"output":[]}}""";
    private const string Delta = """{"type":"response.output_text.delta","sequence_number":1,"item_id":"i","output_index":0,"content_index":0,"delta":"hel"}""";
    private const string Reasoning = """{"type":"response.reasoning_summary_text.delta","sequence_number":2,"item_id":"i","output_index":0,"summary_index":0,"delta":"hm"}""";
    private const string Call = """{"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"c1","name":"f","arguments":"{}","status":"completed"}}""";
    private const string Unknown = """{"type":"response.something.new","sequence_number":4,"surprise":{"a":1}}""";

    [Theory]
    [InlineData("response.completed", "completed")]
    [InlineData("response.incomplete", "incomplete")]
    [InlineData("response.failed", "failed")]
    public async Task Three_events_are_an_end(string type, string status)
    {
        var last = $$$"""{"type":"{{{type}}}","sequence_number":9,"response":{"id":"r","status":"{{{status}}}","error":{{{(status == "failed" ? """{"code":"x","message":"boom"}""" : "null")}}}}}""";
        // What follows an end is not looked at.
        var (events, error) = await ReadAsync(Typed(Created, Delta, last) + V1.Events("{broken"));

        Assert.Null(error);
        Assert.Equal(["response.created", "response.output_text.delta", type], events.Select(e => e.Type?.Value));
        Assert.Equal((9, status), (events[^1].SequenceNumber, events[^1].Response?.Status?.Value));
        Assert.Equal(status == "failed" ? "boom" : null, events[^1].Response?.Error?.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task The_end_needs_no_blank_line(string lineEnd)
    {
        var (events, error) = await ReadAsync(Typed(Created) + """data: {"type":"response.completed","response":{"id":"r"}}""" + lineEnd);

        Assert.Null(error);
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task Without_an_end_it_is_incomplete_and_what_came_is_kept()
    {
        var (events, error) = await ReadAsync(Typed(Created, Reasoning, Delta, Call, Unknown));

        var stream = Assert.IsType<LlmStreamException>(error);
        Assert.Equal((StreamFailure.Incomplete, 5, 5), (stream.Reason, stream.ItemsReceived, events.Count));
        Assert.Equal(("hel", "hm"), (stream.Partial!.Content, stream.Partial.Thinking));
        Assert.Equal(new PartialToolCall("c1", "f", "{}"), Assert.Single(stream.Partial.ToolCalls));
    }

    [Fact]
    public async Task An_event_this_version_does_not_know_is_delivered_with_all_it_holds()
    {
        var (events, _) = await ReadAsync(Typed(Unknown));

        Assert.Equal("response.something.new", Assert.Single(events).Type?.Value);
        Assert.Equal("""{"a":1}""", events[0].AdditionalProperties!["surprise"].GetRawText());
    }

    [Fact]
    public async Task An_error_event_is_an_exception()
    {
        var (events, error) = await ReadAsync(Typed(Created) + "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"boom\",\"param\":null}\n\n");

        Assert.Single(events);
        Assert.Equal("boom", Assert.IsType<LlmStreamException>(error).ServerError?.ServerMessage);
    }

    [Fact]
    public async Task A_whole_response()
    {
        await using var client = V1.Answering("""
            {"id":"r","object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"error":null,"output":[{"id":"i","type":"message",
            "role":"assistant","status":"completed","content":[{"type":"output_text","text":"hel","annotations":[],"logprobs":[]}]}],"usage":{"output_tokens":2}}
            """);

        var response = await client.RespondAsync(new ResponseRequest { Input = "q" }, cancellationToken: TestClient.Ct);

        Assert.Equal((ResponseStatus.Incomplete, "max_output_tokens", 2), (response.Status, response.IncompleteDetails?.Reason, response.Usage?.OutputTokens));
        Assert.Equal("hel", Assert.Single(response.Output!).Content?.Text);
    }

    [Fact]
    public async Task A_whole_response_that_failed_is_an_exception()
    {
        await using var client = V1.Answering("""{"id":"r","status":"failed","error":{"code":"server_error","message":"boom"},"output":[]}""");

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.RespondAsync(new ResponseRequest { Input = "q" }, cancellationToken: TestClient.Ct));

        Assert.Equal("boom", error.ServerMessage);
    }

    private static string Typed(params string[] data) => string.Concat(data.Select(d => $"event: {V1.Json(d).GetProperty("type").GetString()}\n{V1.Events(d)}"));

    private static async Task<(List<ResponseStreamEvent> Events, Exception? Error)> ReadAsync(string body)
    {
        await using var client = V1.Answering(body, contentType: V1.EventStream);
        List<ResponseStreamEvent> events = [];
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var item in client.RespondStreamAsync(new ResponseRequest { Input = "q" }, cancellationToken: TestClient.Ct))
            {
                events.Add(item);
            }
        });
        return (events, error);
    }
}
