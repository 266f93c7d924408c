using System.Threading.Tasks.Sources;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>The body of a <see cref="CannedAnswer"/>; reading it costs a copy and nothing else.</summary>
internal sealed class CannedStream(IReadOnlyList<byte[]> reads, bool waits) : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _buffer;
    private int _next;
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length of a body is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("A body has no position.");
        set => throw new NotSupportedException("A body has no position.");
    }

    /// <summary>Ends the read that waits; the reader goes on inside this call.</summary>
    public void Arrive() => _read.SetResult(Read(_buffer.Span));

    public override int Read(Span<byte> buffer)
    {
        if (_next == reads.Count)
        {
            return 0;
        }

        var rest = reads[_next].AsSpan(_at);
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        (_next, _at) = count == rest.Length ? (_next + 1, 0) : (_next, _at + count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!waits)
        {
            return new ValueTask<int>(Read(buffer.Span));
        }

        _buffer = buffer;
        _read.Reset();
        return new ValueTask<int>(this, _read.Version);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A body has no position.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The body is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body is read only.");

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);
}
