using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>What a body is taken for must not depend on where its reads ended. Each of these was found by tests/OllamaSdk.Fuzz.</summary>
public sealed class SplitLookTests
{
    [Theory]
    // A byte order mark is one at the very beginning only, not behind a blank line that was taken already.
    [InlineData("\r\uFEFF{\n")]
    [InlineData("\n\n\uFEFF{\"choices\":[]}\n")]
    [InlineData("\r\n\uFEFF\n{\n")]
    public async Task Events(string body)
    {
        var whole = await EndAsync(body, whole: true, isNative: false);

        Assert.Equal(whole, await EndAsync(body, whole: false, isNative: false));
    }

    [Theory]
    // A blank before the colon, or before the name, makes it a field that nobody knows.
    [InlineData("\n\tdata: \ndata\n\ndata: x,t\n")]
    [InlineData("\n : x\n\ndata: {}\n\n")]
    [InlineData("\n:\u00EDx\n{,\n")]
    // Blank lines before a stream say nothing of it.
    [InlineData("\t\n \n\ndata:\nll t\n\ndat\n")]
    [InlineData("\t\n\n<html>\n")]
    [InlineData("\n\uFEFF{\"message\":{\"content\":\"a\"},\"done\":true}\n")]
    public async Task Lines(string body)
    {
        var whole = await EndAsync(body, whole: true, isNative: true);

        Assert.Equal(whole, await EndAsync(body, whole: false, isNative: true));
    }

    private static async Task<string> EndAsync(string text, bool whole, bool isNative)
    {
        var body = Encoding.UTF8.GetBytes(text);
        using var handler = new StubHandler(() => new PieceStream(whole ? [body] : SseEvents.Bytes(body)), contentType: isNative ? "application/x-ndjson" : V1.EventStream);
        if (isNative)
        {
            await using var native = handler.Create();
            return await ToldAsync(native.Stream());
        }

        await using var openAI = handler.CreateV1();
        return await ToldAsync(openAI.Stream());
    }

    private static async Task<string> ToldAsync<T>(IAsyncEnumerable<T> stream)
    {
        try
        {
            return $"{(await stream.ToListAsync()).Count} items";
        }
        catch (LlmException e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
