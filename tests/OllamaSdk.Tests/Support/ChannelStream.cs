using System.Text;
using System.Threading.Channels;

namespace OllamaSdk.Tests;

/// <summary>A body that a test writes while it is read: reads wait until there is something, as on a network.</summary>
internal sealed class ChannelStream : Stream
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();
    private readonly SemaphoreSlim _waits = new(0);
    private byte[] _rest = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public void Send(byte[] bytes) => Assert.True(_pieces.Writer.TryWrite(bytes));

    public void SendLine(string line) => Send(line + "\n");

    public void End() => _pieces.Writer.Complete();

    /// <summary>Returns when a read waits for bytes that are not there; each such read counts once.</summary>
    public async Task WaitForReadAsync() => Assert.True(await _waits.WaitAsync(TestKit.Guard.Limit), "nobody reads");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.Length == 0)
        {
            if (!_pieces.Reader.TryRead(out var next))
            {
                _waits.Release();
                if (!await _pieces.Reader.WaitToReadAsync(cancellationToken))
                {
                    return 0;
                }

                Assert.True(_pieces.Reader.TryRead(out next));
            }

            _rest = next;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.AsSpan(0, count).CopyTo(buffer.Span);
        _rest = _rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The SDK reads asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
