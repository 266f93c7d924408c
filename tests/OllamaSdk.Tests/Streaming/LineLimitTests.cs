using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>A line has a bound: no server can make the client hold more than a small multiple of it.</summary>
public sealed class LineLimitTests
{
    private const int Limit = 2048;

    [Fact]
    public async Task C19_a_line_without_an_end_fails_at_the_limit_and_is_not_read_further()
    {
        const int megabyte = 1024 * 1024;
        var body = new PieceStream(Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[64 * 1024].AsMemory(), 100 * 16));
        using var handler = new StubHandler(() => body);
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal(StreamFailure.LimitExceeded, error.Reason);
        Assert.InRange(body.BytesRead, 16 * megabyte, 32 * megabyte);
    }

    [Theory]
    [InlineData(Limit, 1, true)]
    [InlineData(Limit, 7, true)]
    [InlineData(Limit, int.MaxValue, true)]
    [InlineData(Limit + 1, 1, false)]
    [InlineData(Limit + 1, 7, false)]
    [InlineData(Limit + 1, int.MaxValue, false)]
    public async Task C19_the_limit_is_the_same_however_the_line_arrives(int length, int pieceSize, bool passes)
    {
        var bytes = Encoding.UTF8.GetBytes($"{TestClient.Chunk}\n{TestClient.Last.PadRight(length)}\n");
        using var handler = new StubHandler(() => new PieceStream(bytes.Chunk(Math.Min(pieceSize, bytes.Length)).Select(piece => (ReadOnlyMemory<byte>)piece)));
        await using var client = handler.Create(options => options.MaxLineBytes = Limit);

        if (passes)
        {
            Assert.Equal(2, (await client.Stream().ToListAsync()).Count);
            return;
        }

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());
        Assert.Equal(StreamFailure.LimitExceeded, error.Reason);
        Assert.Equal(1, error.ItemsReceived);
        Assert.Equal("a", error.Partial!.Content);
        Assert.Contains(Limit.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C19_blank_bytes_without_a_line_end_count_too()
    {
        var blanks = Encoding.UTF8.GetBytes(new string(' ', Limit + 1));
        using var handler = new StubHandler(() => new PieceStream([blanks]));
        await using var client = handler.Create(options => options.MaxLineBytes = Limit);

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal(StreamFailure.LimitExceeded, error.Reason);
    }
}
