using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OllamaSdk.Streaming;
using OllamaSdk.Telemetry;

namespace OllamaSdk.ApiCalls;

/// <summary>The items of a streamed answer, which is asked for when the first of them is.</summary>
/// <param name="send">Sends the request; gets the token of the loop that reads, beside the call's own.</param>
/// <param name="use">The one time that it may be sent.</param>
internal sealed class AnswerItems<T>(Func<CancellationToken, Task<HttpResponseMessage>> send, SingleUse use) : IAsyncEnumerable<T>
    where T : class, IStreamItem
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new AnswerCursor<T>(send, use, cancellationToken);
}

/// <summary>Goes along one answer. Before its end, or its failure, is told the connection is back or closed.</summary>
internal sealed class AnswerCursor<T>(Func<CancellationToken, Task<HttpResponseMessage>> send, SingleUse use, CancellationToken loop) : ItemCursor<T>
    where T : class, IStreamItem
{
    private bool _isBegun;
    private Answer? _answer;
    private CallSpan? _span;
    private BodyReader? _body;
    // There is one while items may come.
    private ItemReader<T>? _reader;
    private BodyLook _look;
    private ExceptionDispatchInfo? _fault;
    private T? _current;
    private IBufferWriter<byte>? _textTarget;

    public override T Current => _current!;

    public override IBufferWriter<byte>? TextTarget
    {
        set
        {
            _textTarget = value;
            Aim();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool TryMove()
    {
        if (_reader is null)
        {
            return false;
        }

        try
        {
            if (_reader.TryNext() is not { } item)
            {
                return false;
            }

            _span?.NoteChunk(item);
            _current = item;
            return true;
        }
        catch (Exception e)
        {
            Keep(e);
            return false;
        }
    }

    public override bool TryBeginRead(out ValueTask<int> read)
    {
        read = default;
        if (_reader is null)
        {
            return false;
        }

        try
        {
            if (_reader.IsOver())
            {
                _reader = null;
                return false;
            }
        }
        catch (Exception e)
        {
            Keep(e);
            return false;
        }

        try
        {
            read = _reader.BeginRead();
            return true;
        }
        catch (Exception e)
        {
            Fail(e);
            return false;
        }
    }

    public override void EndRead(int count)
    {
        _reader!.EndRead(count);
        if (_look == BodyLook.Unknown)
        {
            Look();
        }
    }

    public override void Fail(Exception fault) => Keep(_reader?.Explain(fault) ?? fault);

    public override async ValueTask<bool> MoveOnAsync()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            use.Begin();
            _answer = (Answer)await send(loop).ConfigureAwait(false);
            try
            {
                await OpenAsync(_answer.Opened).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Keep(e);
            }

            return await MoveNextAsync().ConfigureAwait(false);
        }

        await CloseAsync().ConfigureAwait(false);
        if (_fault is { } fault)
        {
            _fault = null;
            fault.Throw();
        }

        return false;
    }

    protected override async ValueTask CloseAsync()
    {
        _isBegun = true;
        _reader = null;
        if (_answer is { } answer)
        {
            _answer = null;
            await answer.Opened.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask OpenAsync(Exchange exchange)
    {
        // The one that the handler got died with the headers.
        exchange.Scope.Follow(loop);
        _span = exchange.Span;
        Aim();
        _body = await exchange.OpenBodyAsync().ConfigureAwait(false);
        _reader = _answer!.Reader<T>(_body);
        Look();
    }

    // Who keeps the text of a call needs it in the items.
    private void Aim() => _answer?.Opened.Parser.TextTarget = _span is { KeepsContent: true } ? null : _textTarget;

    // What comes is not always what was asked for.
    private void Look()
    {
        _look = BodyLooks.Of(_body!.Unread, _body.IsBegun);
        if (_look != BodyLook.Unknown)
        {
            _reader = _answer!.ReaderFor<T>(_look, _body) ?? _reader;
        }
    }

    private void Keep(Exception fault)
    {
        _reader = null;
        _fault = ExceptionDispatchInfo.Capture(fault);
    }
}
