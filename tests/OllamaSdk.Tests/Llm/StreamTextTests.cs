using System.Buffers;
using System.Text;

namespace OllamaSdk.Tests.Llm;

/// <summary>Updates are made of the text in the server's bytes, and say the same as the items of the client underneath.</summary>
public sealed class StreamTextTests
{
    private static readonly string[] s_pieces = ["", "a", " grü", "ße", "\\n", "\\\"q\\\"", "🌈", "\\ud83c\\udf08", "", " end"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_piece_of_text_is_an_update_and_the_last_has_them_all(bool v1)
    {
        using var client = ClientOf(v1);

        var updates = await client.ChatStreamAsync("hi", Ct).ToListAsync();

        Assert.Equal(["a", " grü", "ße", "\n", "\"q\"", "🌈", "🌈", " end"], updates.SkipLast(1).Select(update => update.ContentDelta));
        Assert.Equal("a grüße\n\"q\"🌈🌈 end", updates[^1].Response?.Content);
        Assert.Equal("stop", updates[^1].Response?.FinishReason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_text_can_be_copied_without_updates(bool v1)
    {
        using var client = ClientOf(v1);
        var text = new ArrayBufferWriter<byte>();

        await client.ChatStreamAsync("hi", Ct).CopyTextToAsync(text, Ct);

        Assert.Equal("a grüße\n\"q\"🌈🌈 end", Encoding.UTF8.GetString(text.WrittenSpan));
    }

    [Fact]
    public async Task An_event_that_is_dropped_writes_no_text()
    {
        var body = Events().Replace("data: [DONE]\n\n", "", StringComparison.Ordinal) + "data: " + Chunk(" dropped");
        using var client = ClientOf(v1: true, body);
        var text = new ArrayBufferWriter<byte>();

        // A finish reason was seen, so that the close is an end; what came after it has no blank line.
        await client.ChatStreamAsync("hi", Ct).CopyTextToAsync(text, Ct);

        Assert.Equal("a grüße\n\"q\"🌈🌈 end", Encoding.UTF8.GetString(text.WrittenSpan));
    }

    private static LlmClient ClientOf(bool v1, string? body = null)
    {
        var handler = new StubHandler(body ?? (v1 ? Events() : Lines()), contentType: v1 ? "text/event-stream" : "application/x-ndjson");
        var options = new LlmClientOptions { ReadVariable = static _ => null, Handler = handler };
        options.Targets.Add(new LlmTarget(v1 ? LlmProviders.OllamaV1 : LlmProviders.Ollama, "m", v1 ? "http://127.0.0.1:9/v1" : "http://127.0.0.1:9"));
        return new LlmClient(options);
    }

    private static string Lines() =>
        string.Concat(s_pieces.Select(piece => $$$"""{"model":"m","message":{"role":"assistant","content":"{{{piece}}}"},"done":false}""" + "\n")) + TestClient.Last + "\n";

    private static string Events() => string.Concat(s_pieces.Select(piece => $"data: {Chunk(piece)}\n\n"))
        + """data: {"id":"1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n";

    private static string Chunk(string piece) => $$$"""{"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"{{{piece}}}"},"finish_reason":null}]}""";
}
