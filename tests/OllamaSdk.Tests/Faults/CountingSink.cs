namespace OllamaSdk.Tests.Faults;

/// <summary>Takes bytes and counts them, until it breaks where it is told to.</summary>
internal sealed class CountingSink(long breaksAt = long.MaxValue) : Stream
{
    public long Count { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count += buffer.Length;
        return Count < breaksAt ? ValueTask.CompletedTask : throw new IOException("Unable to write data to the transport connection: Connection reset by peer.");
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The SDK writes asynchronously.");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
