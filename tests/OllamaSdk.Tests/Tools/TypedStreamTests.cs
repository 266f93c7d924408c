using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>Typed answers that are shown while they are made.</summary>
public sealed class TypedStreamTests
{
    [Fact]
    public async Task The_pieces_come_first_and_the_value_last()
    {
        var model = OneTurn(
            """{"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}""", Chunk("""{"city":"Os"""), Chunk("""lo","degrees":"""), Chunk("-3}"), Answer(""));

        var updates = await model.Create().ChatStreamAsync<Weather>(TestTools.Request, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["", """{"city":"Os""", """lo","degrees":""", "-3}", ""], updates.Select(update => update.Text));
        Assert.Equal(["hm", "", "", "", ""], updates.Select(update => update.Thinking));
        Assert.Equal([false, false, false, false, true], updates.Select(update => update.IsLast));
        Assert.Equal([null, null, null, null, new Weather("Oslo", -3)], updates.Select(update => update.Value));
        Assert.Equal(
            ["""{"city":"Os""", """lo","degrees":""", "-3}"],
            await model.Create().ChatStreamAsync<Weather>(TestTools.Request, cancellationToken: TestClient.Ct).TextAsync(TestClient.Ct).ToListAsync());
        Assert.True(model.Requests[0].GetProperty("stream").GetBoolean());
        Assert.Equal("object", model.Requests[0].GetProperty("format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_completion_can_be_streamed_too()
    {
        var model = OneTurn("""{"model":"m","response":"{\"value\":","done":false}""", """{"model":"m","response":"[4]}","done":true}""");

        var updates = await model.Create().GenerateStreamAsync(
            new GenerateRequest { Prompt = "p" }, TypedContext.Default.ListInt32, """{"type":"array"}""", cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["""{"value":""", "[4]}", ""], updates.Select(update => update.Text));
        Assert.Equal([4], updates[^1].Value);
    }

    [Fact]
    public async Task What_is_wrong_is_told_after_the_last_piece()
    {
        var model = OneTurn(Chunk("""{"city":"""), """{"model":"m","message":{"role":"assistant","content":"\"Os"},"done":true,"done_reason":"length"}""");
        var pieces = new List<string>();

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(async () =>
        {
            await foreach (var update in model.Create().ChatStreamAsync<Weather>(TestTools.Request, cancellationToken: TestClient.Ct))
            {
                pieces.Add(update.Text);
            }
        });

        Assert.Equal(["""{"city":""", "\"Os"], pieces);
        Assert.Equal(("""{"city":"Os""", true, "m"), (caught.RawText, caught.HitTokenLimit, caught.Model));
    }

    [Fact]
    public async Task A_stream_that_breaks_never_gives_a_value()
    {
        var model = OneTurn(Chunk("""{"city":"Oslo","degrees":-3}"""));

        await Assert.ThrowsAsync<LlmStreamException>(() => model.Create().ChatStreamAsync<Weather>(TestTools.Request, cancellationToken: TestClient.Ct).ToListAsync());
    }
}
