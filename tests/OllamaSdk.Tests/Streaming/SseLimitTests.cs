using System.Text;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Streaming;

/// <summary>An event has a bound, in one line or in many: no server can make the client hold more than a small multiple of it.</summary>
public sealed class SseLimitTests
{
    private const int Limit = 2048;

    private static readonly string s_first = V1.Events(V1.Text("a"));

    [Theory]
    [InlineData("line", 0)]
    [InlineData("line", 1)]
    [InlineData("lines", 0)]
    [InlineData("lines", 1)]
    [InlineData("comment", 0)]
    [InlineData("comment", 1)]
    public async Task C19_the_limit_is_the_same_however_the_event_arrives(string form, int excess)
    {
        var body = Encoding.UTF8.GetBytes($"{s_first}{Filled(form, Limit + excess)}\n\n{V1.Events(V1.Done)}");
        foreach (var size in (int[])[1, 7, 1000, body.Length])
        {
            var (chunks, error) = await V1.ReadAsync(body.Chunk(size).Select(piece => (ReadOnlyMemory<byte>)piece), options => options.MaxLineBytes = Limit);

            if (excess == 0)
            {
                Assert.Null(error);
                continue;
            }

            var stream = Assert.IsType<LlmStreamException>(error);
            Assert.Equal(StreamFailure.LimitExceeded, stream.Reason);
            Assert.Equal("a", Assert.Single(chunks).Choices![0].Delta?.Content);
            Assert.Equal("a", stream.Partial?.Content);
            Assert.Contains(Limit.ToString(System.Globalization.CultureInfo.InvariantCulture), stream.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("data: aaaaaaaaa\n")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData(":aaaaaaaaaaaaaaa")]
    public async Task C19_an_event_without_an_end_is_not_read_far_beyond_the_limit(string text)
    {
        const int megabyte = 1024 * 1024;
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 4096)));
        var body = new PieceStream(Enumerable.Repeat((ReadOnlyMemory<byte>)piece, 1600));
        using var handler = new StubHandler(() => body, contentType: V1.EventStream);
        await using var client = handler.CreateV1();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal(StreamFailure.LimitExceeded, error.Reason);
        Assert.InRange(body.BytesRead, 16 * megabyte, 40 * megabyte);
    }

    [Theory]
    [InlineData(": comment\n\n")]
    [InlineData("unknown: field\n")]
    [InlineData("\r\n")]
    [InlineData("{\"json\":1}\n")]
    public async Task C20_endless_lines_that_are_no_data_take_no_memory(string text)
    {
        const int pieces = 200, pieceSize = 100_000;
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, pieceSize / text.Length)));
        using var scope = new CallScope(TimeProvider.System, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, CancellationToken.None, CancellationToken.None);
        await using var body = new BodyReader(new PieceStream(Enumerable.Repeat((ReadOnlyMemory<byte>)piece, pieces)), scope);
        var parser = new SseParser(body, Limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        while (!body.AtEnd)
        {
            // All reads end at once, so that this thread sees all that is allocated.
            body.EndRead(await body.BeginRead(int.MaxValue));
            Assert.False(parser.TryTake(out _));
            Assert.Equal(0, parser.PendingLength);
        }

        // A tenth of what came in: mostly what the checks themselves take.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, pieces * pieceSize / 10);
    }

    private static string Filled(string form, int length) => form switch
    {
        // The name of the field counts, as it does while the line comes in.
        "line" => "data: " + V1.Finish.PadRight(length - "data: ".Length),
        "lines" => $"data: {V1.Finish}\ndata: {new string(' ', length - V1.Finish.Length - "data: ".Length)}",
        _ => ":" + new string('c', length - 1),
    };
}
