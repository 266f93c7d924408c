namespace OllamaSdk.Streaming;

/// <summary>Keeps whoever copies into it waiting until the copy was cancelled, and takes nothing.</summary>
/// <param name="cancelled">Ends when everybody who watches the copy's token has been told.</param>
internal sealed class AbortingSink(Task cancelled) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("Nothing is kept.");

    public override long Position
    {
        get => throw new NotSupportedException("Nothing is kept.");
        set => throw new NotSupportedException("Nothing is kept.");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await cancelled.ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An answer is copied asynchronously.");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing is kept.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Nothing is kept.");

    public override void SetLength(long value) => throw new NotSupportedException("Nothing is kept.");
}
