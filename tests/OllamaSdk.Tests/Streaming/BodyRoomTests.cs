using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Streaming;

/// <summary>The buffer of an answer is small where little comes at a time, large where much does, and as long as the answer where that is known.</summary>
public sealed class BodyRoomTests
{
    private const int Small = 4 * 1024;
    private const int Usual = 16 * 1024;
    private const int MostTrusted = 16 * 1024 * 1024;

    [Fact]
    public async Task A_stream_that_says_little_at_a_time_keeps_the_small_buffer()
    {
        var rooms = await RoomsAsync(Enumerable.Repeat(100, 1000), take: true);

        Assert.All(rooms, room => Assert.Equal(Small, room));
    }

    [Fact]
    public async Task One_whose_reads_fill_it_gets_the_usual_one()
    {
        var rooms = await RoomsAsync(Enumerable.Repeat(int.MaxValue, 10), take: false, limit: Usual);

        Assert.Equal([Small, Usual - Small], rooms[..2]);
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(3_000_000)]
    [InlineData(12_700_000)]
    public async Task An_answer_that_says_how_long_it_is_grows_once(int length)
    {
        var sizes = Sizes(length);

        // Fewer reads cannot be: two small ones, the rest, and the end, for which there is one byte.
        Assert.Equal([Small, Usual - Small, length, 1], await RoomsAsync(sizes, take: false, expected: length, exact: true));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(200_000_000)]
    public async Task C19_one_that_says_too_much_gets_no_more_than_16_MiB_at_once_and_only_when_something_has_come(long told)
    {
        Assert.All(await RoomsAsync([1, 1, 1000], take: false, expected: told), room => Assert.InRange(room, 1, Small));
        Assert.Equal(MostTrusted + 1 - Usual, (await RoomsAsync([Small, Usual - Small, 1000], take: false, expected: told)).Max());
    }

    [Fact]
    public async Task C19_nor_more_than_its_limit_allows() =>
        Assert.Equal(2_000_001 - Usual, (await RoomsAsync([Small, Usual - Small, 10], take: false, limit: 2_000_000, expected: 5_000_000)).Max());

    [Fact]
    public async Task One_that_says_too_little_is_read_all_the_same()
    {
        var rooms = await RoomsAsync(Enumerable.Repeat(int.MaxValue, 8), take: false, expected: 10);

        Assert.True(rooms.Sum(room => (long)room) > 1_000_000);
    }

    private static IEnumerable<int> Sizes(int length) => [Small, Usual - Small, length - Usual];

    // How much room there was for each read, the last of which finds the end.
    private static async Task<List<int>> RoomsAsync(IEnumerable<int> sizes, bool take, int limit = 256 * 1024 * 1024, long expected = 0, bool exact = false)
    {
        using var scope = new CallScope(TimeProvider.System, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, default, default);
        var stream = new RoomStream(new Queue<int>(sizes));
        await using var body = new BodyReader(stream, scope);
        body.Expect(expected);
        while (!body.AtEnd)
        {
            body.EndRead(await body.BeginRead(limit));
            if (take)
            {
                body.TakeRest();
            }
        }

        // The room of the third read counts from the beginning of the answer, as its length does.
        return exact ? [.. stream.Rooms.Select((room, i) => i == 2 ? room + Usual - 1 : room)] : stream.Rooms;
    }

    /// <summary>Gives so many bytes with each read, or what there is room for, and notes how much that was.</summary>
    private sealed class RoomStream(Queue<int> sizes) : Stream
    {
        public List<int> Rooms { get; } = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Rooms.Add(buffer.Length);
            var count = sizes.TryDequeue(out var size) ? Math.Min(size, buffer.Length) : 0;
            buffer.Span[..count].Fill((byte)'x');
            return new(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
