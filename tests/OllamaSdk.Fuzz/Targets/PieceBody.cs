namespace OllamaSdk.Fuzz.Targets;

/// <summary>A body from memory that comes in pieces of the lengths a number makes, or whole; every read is done at once.</summary>
/// <param name="body">Its bytes.</param>
/// <param name="pieces">What the lengths are made of; 0 for one piece.</param>
internal sealed class PieceBody(ReadOnlyMemory<byte> body, uint pieces) : Stream
{
    private ReadOnlyMemory<byte> _rest = body;
    private uint _state = pieces;

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
        var count = Math.Min(buffer.Length, _rest.Length);
        if (_state != 0 && count > 1)
        {
            _state = unchecked((_state * 1664525) + 1013904223) | 1;
            // Mostly a few bytes, now and then many.
            count = Math.Min(count, 1 + (int)(_state >> 16) % ((_state & 0x600) == 0 ? 200 : 9));
        }

        _rest.Span[..count].CopyTo(buffer.Span);
        _rest = _rest[count..];
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The SDK reads asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
