namespace OllamaSdk.Soak.Clients;

/// <summary>A file on a disk of this side that is full after so many bytes.</summary>
internal sealed class FullDisk(int room) : Stream
{
    // ENOSPC, as .NET gives it.
    private const int NoSpaceLeft = 28;
    private int _room = room;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static bool IsFull(Exception e) => e is IOException { HResult: NoSpaceLeft };

    public override void Write(byte[] buffer, int offset, int count) => Take(count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Take(buffer.Length);
        return default;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Take(int count)
    {
        if ((_room -= count) < 0)
        {
            throw new IOException("No space left on device", NoSpaceLeft);
        }
    }
}
