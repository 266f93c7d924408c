namespace OllamaSdk.Tests.Transfers;

/// <summary>A stream that can be set back, of any size, made up while it is read. <paramref name="onRead"/> sees each read first.</summary>
internal sealed class GeneratedStream(long length, Func<CancellationToken, Task>? onRead = null) : Stream
{
    /// <summary>How long it really is, whatever it says.</summary>
    public long RealLength { get; init; } = length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = length;

    public override long Position { get; set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var pending = onRead?.Invoke(cancellationToken) ?? Task.CompletedTask;
        return pending.IsCompletedSuccessfully ? ValueTask.FromResult(Take(buffer.Span)) : LaterAsync(pending, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The SDK reads asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private async ValueTask<int> LaterAsync(Task pending, Memory<byte> buffer)
    {
        await pending;
        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(RealLength - Position, 0, buffer.Length);
        buffer[..count].Fill((byte)Position);
        Position += count;
        return count;
    }
}
