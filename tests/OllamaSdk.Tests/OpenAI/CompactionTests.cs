using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>A long conversation is made short by the server, and what it gives goes back unchanged. The bytes are made from its source.</summary>
public sealed class CompactionTests
{
    private const string Item = """{"type":"compaction","id":"cmp_1","encrypted_content":"{\"kind\":\"summary\",\"version\":1}","note":7}""";

    [Fact]
    public async Task The_item_goes_back_as_it_came()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync($$"""{"id":"r","object":"response.compaction","usage":{"input_tokens":9 },"output":[{{Item}}] }"""),
            connection => connection.RespondJsonAsync("""{"id":"r2","object":"response","status":"completed","output":[]}"""));
        await using var client = server.CreateV1();

        var compacted = await client.CompactAsync(new() { Input = "long", Tools = [], Stream = true }, cancellationToken: TestClient.Ct);
        var item = Assert.Single(compacted.Output);
        await client.RespondAsync(new() { Input = new([item]) }, cancellationToken: TestClient.Ct);

        Assert.Equal(["/v1/responses/compact", "/v1/responses"], server.Requests.Select(request => request.Path));
        Assert.Equal("""{"model":"m","input":"long"}""", server.Requests[0].Text);
        Assert.Equal(ResponseItemType.Compaction, item.Type);
        Assert.Equal(V1.Json(Item).EnumerateObject().Select(member => member.ToString()).Order(), server.Requests[1].Json().GetProperty("input")[0].EnumerateObject().Select(member => member.ToString()).Order());
    }

    [Fact]
    public async Task A_trigger_at_the_end_of_the_input_asks_for_it_in_a_stream()
    {
        await using var server = new ScriptedServer(connection => connection.RespondEventsAsync(
            $$"""{"type":"response.output_item.done","output_index":0,"item":{{Item}} }""",
            $$"""{"type":"response.completed","response":{"id":"r","status":"completed","output":[{{Item}}] } }"""));
        await using var client = server.CreateV1();
        var input = new ResponseInput([new ResponseItem { Role = LlmRole.User, Content = "hi" }, new ResponseItem { Type = ResponseItemType.CompactionTrigger }]);

        var events = await client.RespondStreamAsync(new() { Input = input }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal("""{"type":"compaction_trigger"}""", Assert.Single(server.Requests).Json().GetProperty("input")[1].GetRawText());
        Assert.Equal(ResponseItemType.Compaction, events[0].Item!.Type);
        Assert.Equal(7, events[^1].Response!.Output[0].AdditionalProperties!["note"].GetInt32());
    }

    [Theory]
    [InlineData("input is required")]
    [InlineData("compaction input is empty")]
    public async Task A_refusal_is_one(string words)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync($$$"""{"error":{"message":"{{{words}}}","type":"invalid_request_error"}}""", 400));
        await using var client = server.CreateV1();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.CompactAsync(new() { Input = "x" }, cancellationToken: TestClient.Ct));

        Assert.Equal((ApiErrorKind.BadRequest, words), (error.Kind, error.ServerMessage));
    }
}
