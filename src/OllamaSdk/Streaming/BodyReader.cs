using System.Buffers;
using System.Runtime.CompilerServices;
using OllamaSdk.Transport;

namespace OllamaSdk.Streaming;

/// <summary>
/// The bytes of one answer: a pooled buffer that grows to the longest line, is searched once per byte, and knows how to leave
/// a connection so that the server notices at once.
/// </summary>
internal sealed class BodyReader : IAsyncDisposable
{
    /// <summary>The most that can be held at once; what is to be found too long must be longer than its limit, and fit in all the same.</summary>
    public static readonly int MaxLimit = Array.MaxLength - 1;

    // Very many streams may be open that say little at a time. Where a server sends faster than is read, larger reads are fewer.
    private const int InitialSize = 4 * 1024;
    private const int UsualSize = 16 * 1024;
    private const int MaxDrainReads = 64;

    // What a server says of the length of its answer may be a lie: it gets no more memory at once for it.
    private const int MaxTrustedSize = 16 * 1024 * 1024;

    // A pool keeps what is given back, one of each size for each core: a few lines at the limit would cost many times the limit for good.
    private const int MaxPooledSize = 1024 * 1024;

    private static readonly TimeSpan DrainLimit = TimeSpan.FromMilliseconds(100);

    private readonly Stream _stream;
    private readonly CallScope _scope;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _searched;
    private int _end;
    private int _expected;
    private bool _broken;
    private bool _skipLineFeed;

    public BodyReader(Stream stream, CallScope scope) => (_stream, _scope) = (stream, scope);

    /// <summary>Whether the server has closed the body cleanly.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Whether nothing has come yet, or only blanks.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Whether anything was taken: what is unread is then not the beginning of the body.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Set by the owner when the answer is complete: the rest is then read, so that the connection can be used again.</summary>
    public bool Completed { get; set; }

    /// <summary>The bytes that are in the buffer and not yet taken.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    public int UnreadLength => _end - _start;

    /// <summary>Takes note of how long the whole body is said to be: where that much seems to come, it is read into one array without copies of it.</summary>
    public void Expect(long length) => _expected = (int)Math.Clamp(length, 0, MaxTrustedSize);

    /// <summary>Takes the next line that is in the buffer, without its <c>\n</c>. The span is valid until the next call.</summary>
    public bool TryTakeLine(out ReadOnlySpan<byte> line)
    {
        var length = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (length < 0)
        {
            _searched = _end;
            line = default;
            return false;
        }

        var lineEnd = _searched + length;
        line = _buffer.AsSpan(_start, lineEnd - _start);
        _start = _searched = lineEnd + 1;
        IsBegun = true;
        return true;
    }

    /// <summary>Takes the next line whose end is <c>\n</c>, <c>\r</c> or <c>\r\n</c>, as soon as the first of them is there.</summary>
    public bool TryTakeSseLine(out ReadOnlySpan<byte> line)
    {
        SkipLineFeed();
        var length = _buffer.AsSpan(_searched, _end - _searched).IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            _searched = _end;
            line = default;
            return false;
        }

        var lineEnd = _searched + length;
        line = _buffer.AsSpan(_start, lineEnd - _start);
        _skipLineFeed = _buffer[lineEnd] == '\r';
        _start = _searched = lineEnd + 1;
        IsBegun = true;
        return true;
    }

    /// <summary>Takes the next line if it is there and blank. The span of the line before stays valid.</summary>
    public bool TryTakeBlankSseLine()
    {
        SkipLineFeed();
        if (_start == _end || _buffer[_start] is not ((byte)'\n' or (byte)'\r'))
        {
            return false;
        }

        _skipLineFeed = _buffer[_start] == '\r';
        _searched = ++_start;
        return true;
    }

    /// <summary>Whether the next byte begins a line: none of the line end before it is still to come.</summary>
    public bool IsAtLine => !_skipLineFeed;

    /// <summary>Takes bytes from the beginning of what is in the buffer.</summary>
    /// <param name="count">At most as many as there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int count)
    {
        _searched = _start += count;
        IsBegun = true;
    }

    /// <summary>Takes all that is in the buffer.</summary>
    public ReadOnlySpan<byte> TakeRest()
    {
        var rest = Unread;
        _start = _searched = _end;
        return rest;
    }

    /// <summary>Takes as much as is in the buffer and fits in.</summary>
    /// <returns>How much that was.</returns>
    public int TakeInto(Span<byte> target)
    {
        var taken = Unread[..Math.Min(UnreadLength, target.Length)];
        taken.CopyTo(target);
        _searched = _start += taken.Length;
        return taken.Length;
    }

    /// <summary>Another kind of line is looked for from here on, in what is in the buffer too.</summary>
    public void SearchAgain() => _searched = _start;

    /// <summary>Begins to read more bytes; <see cref="EndRead"/> takes what came.</summary>
    /// <param name="limit">How much the caller will hold at most: the buffer grows to one byte more, which shows that it is too much.</param>
    public ValueTask<int> BeginRead(int limit)
    {
        MakeRoom(limit);
        var read = _stream.ReadAsync(_buffer.AsMemory(_end), _scope.Token);
        // Until the read has ended well there is nothing left of the connection to close gently. A read that is refused because its
        // token is cancelled already has not touched the connection, which is then still to be closed.
        _broken = !read.IsCanceled;
        return read;
    }

    /// <summary>Puts the bytes that were read behind those in the buffer; <see cref="AtEnd"/> says when there are none.</summary>
    public void EndRead(int count)
    {
        _broken = false;
        IsBlank = IsBlank && _buffer.AsSpan(_end, count).IndexOfAnyExcept(" \t\r\n"u8) < 0;
        _end += count;
        AtEnd = count == 0;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!AtEnd && !_broken)
            {
                await (Completed ? DrainAsync() : AbortAsync()).ConfigureAwait(false);
            }
        }
        finally
        {
            GiveBack(_buffer);
            _buffer = [];
        }
    }

    /// <summary>The size of the buffer after this one: some times as much, or what shows that a limit is passed, or all that an array can hold.</summary>
    internal static int Larger(int size, int limit)
    {
        // What is not pooled is garbage when it has become too small: in larger steps less of it comes together.
        var next = size < MaxPooledSize ? 2L * size : 4L * size;
        return (int)Math.Min(limit >= size && next > limit / 2 ? limit + 1L : next, Array.MaxLength);
    }

    // A line that ended in \r was taken at once; the \n that may belong to it is not another line.
    private void SkipLineFeed()
    {
        if (_skipLineFeed && _start < _end)
        {
            _skipLineFeed = false;
            if (_buffer[_start] == '\n')
            {
                _searched = Math.Max(_searched, ++_start);
            }
        }
    }

    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length <= MaxPooledSize)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void MakeRoom(int limit)
    {
        if (_start == _end)
        {
            _start = _searched = _end = 0;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        if (_start > 0 && _buffer.Length >= UsualSize)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        }
        else
        {
            // One byte more than is expected, into which the end is read.
            var size = _buffer.Length < UsualSize ? UsualSize : Math.Max(Larger(_buffer.Length, limit), (int)Math.Min(_expected, (long)limit) + 1);
            var larger = size > MaxPooledSize ? GC.AllocateUninitializedArray<byte>(size) : ArrayPool<byte>.Shared.Rent(size);
            _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
            GiveBack(_buffer);
            _buffer = larger;
        }

        (_searched, _end, _start) = (_searched - _start, _end - _start, 0);
    }

    // The answer is complete: what may follow is ignored, but its end lets the connection go back to the pool.
    private async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(DrainLimit, _scope.Clock);
        try
        {
            for (var reads = 0; reads < MaxDrainReads; reads++)
            {
                if (await _stream.ReadAsync(_buffer, limit.Token).ConfigureAwait(false) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || TransportFaults.IsBodyFault(e))
        {
            // The connection is closed instead of reused; the answer is whole all the same.
        }
    }

    // Disposing alone lets a client that is not ours read on for 2 s. What is cancelled while it is pending closes the connection: a copy is, whether it waits
    // for the server or for the sink, while a read never is where the server sends faster than it is read.
    private async Task AbortAsync()
    {
        using var abort = new CancellationTokenSource();
        try
        {
            // A copy that ended before .NET's own watcher was told would take its watch away, and the connection would stay.
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var copy = _stream.CopyToAsync(new AbortingSink(cancelled.Task), abort.Token);
            await abort.CancelAsync().ConfigureAwait(false);
            cancelled.SetResult();
            await copy.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || TransportFaults.IsBodyFault(e))
        {
            // Closed, as intended.
        }
    }
}
