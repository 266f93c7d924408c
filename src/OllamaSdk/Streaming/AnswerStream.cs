namespace OllamaSdk.Streaming;

/// <summary>
/// An answer that is bytes, as they come: under the timers of a stream, with the SDK's exceptions, and of any length. Leaving it before its end closes the
/// connection, so that the server stops making more.
/// </summary>
internal sealed class AnswerStream(Exchange exchange, BodyReader body) : Stream
{
    private bool _left;

    public override bool CanRead => !_left;

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
        ObjectDisposedException.ThrowIf(_left, this);
        cancellationToken.ThrowIfCancellationRequested();
        exchange.Scope.ThrowIfCallerCancelled();
        if (body.UnreadLength == 0 && !body.AtEnd && buffer.Length > 0)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return body.TakeInto(buffer.Span);
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
        if (!_left)
        {
            _left = true;
            await exchange.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_left)
        {
            _left = true;
            exchange.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
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
