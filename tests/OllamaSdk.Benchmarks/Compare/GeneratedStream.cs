namespace OllamaSdk.Benchmarks.Compare;

/// <summary>A stream of any length that holds no more than one block, which it repeats; reading it costs a copy and nothing else.</summary>
internal sealed class GeneratedStream(long length) : Stream
{
    private static readonly byte[] Block = CreateBlock();

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var offset = (int)(Position % Block.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, Block.Length - offset), length - Position);
        Block.AsSpan(offset, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The length is given when the stream is made.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read only.");

    private static byte[] CreateBlock()
    {
        var block = new byte[1024 * 1024];
        new Random(2048).NextBytes(block);
        return block;
    }
}
