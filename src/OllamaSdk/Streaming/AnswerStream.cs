namespace OllamaSdk.Streaming;

/// <summary>
/// An answer that is bytes, as they come: under the timers of a stream, with the SDK's exceptions, and of any length. Leaving it before its end closes the
/// connection, so that the server stops making more.
/// </summary>
internal sealed class AnswerStream(Exchange exchange, BodyReader body) : Stream
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Left = 2;

    private int _state;

    public override bool CanRead => Volatile.Read(ref _state) != Left;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("How long the answer will be is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("The answer is read as it comes.");
        set => throw new NotSupportedException("The answer is read as it comes.");
    }

    /// <summary>Waits for the first bytes, so that what fails before them fails the call.</summary>
    /// <exception cref="LlmException">There are none; the type says why.</exception>
    public async ValueTask BeginAsync()
    {
        await FillAsync(default).ConfigureAwait(false);
        if (body.AtEnd)
        {
            throw exchange.Parser.NoBytes();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var state = Interlocked.CompareExchange(ref _state, Reading, Idle);
        ObjectDisposedException.ThrowIf(state == Left, this);
        if (state == Reading)
        {
            throw new InvalidOperationException("The answer is being read already.");
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            exchange.Scope.ThrowIfCallerCancelled();
            if (body.UnreadLength == 0 && !body.AtEnd && buffer.Length > 0)
            {
                await FillAsync(cancellationToken).ConfigureAwait(false);
            }

            return body.TakeInto(buffer.Span);
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _state, Idle, Reading) == Left)
            {
                // It was left meanwhile, by somebody who could not take the buffer from under the read.
                await exchange.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Nothing below it waits for the caller's thread.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The answer is read as it comes.");

    public override void SetLength(long value) => throw new NotSupportedException("An answer cannot be written to.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An answer cannot be written to.");

    public override async ValueTask DisposeAsync()
    {
        if (Leave())
        {
            await exchange.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Leave())
        {
            exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    /// <summary>Ends a read that is pending, which then ends the exchange.</summary>
    /// <returns>Whether the exchange is the caller's to end.</returns>
    private bool Leave()
    {
        var state = Interlocked.Exchange(ref _state, Left);
        if (state == Reading)
        {
            exchange.Scope.Leave();
        }

        return state == Idle;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            exchange.Scope.Follow(cancellationToken);
            exchange.Scope.WaitForItem();
            body.EndRead(await body.BeginRead(int.MaxValue).ConfigureAwait(false));
            exchange.Scope.ItemArrived();
        }
        catch (Exception e) when (exchange.Explain(e) is { } explained)
        {
            throw explained;
        }
        finally
        {
            exchange.Scope.Follow(default);
        }
    }
}
