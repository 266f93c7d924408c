namespace OllamaSdk.Tests;

/// <summary>
/// A body that gives one piece per read, however large the reader's buffer is. Reads complete at once or later, as
/// <paramref name="isAsync"/> says for each piece; after the last piece the body ends, or throws what <paramref name="end"/> makes.
/// </summary>
internal sealed class PieceStream(IEnumerable<ReadOnlyMemory<byte>> pieces, Func<int, bool>? isAsync = null, Func<Exception>? end = null) : Stream
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> _pieces = pieces.GetEnumerator();
    private ReadOnlyMemory<byte> _rest;
    private int _reads;

    /// <summary>How many bytes the reader has taken.</summary>
    public long BytesRead { get; private set; }

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
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        return isAsync?.Invoke(_reads++) == true ? LaterAsync(buffer) : ValueTask.FromResult(Take(buffer.Span));
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The SDK reads asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> LaterAsync(Memory<byte> buffer)
    {
        // Not Task.Yield, which would come back through the synchronization context of whoever reads.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        if (_rest.IsEmpty && _pieces.MoveNext())
        {
            _rest = _pieces.Current;
        }
        else if (_rest.IsEmpty && end is not null)
        {
            throw end();
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        BytesRead += count;
        return count;
    }
}
