using System.Buffers;
using OllamaSdk.Streaming;

namespace OllamaSdk.Llm;

/// <summary>The answer of the first server that gives one. Each enumeration is a call of its own.</summary>
/// <param name="begin">Begins the call.</param>
/// <param name="caller">The call's own token.</param>
internal sealed class FallbackItems(Func<FallbackCall> begin, CancellationToken caller) : IAsyncEnumerable<LlmUpdate>
{
    public IAsyncEnumerator<LlmUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new FallbackCursor(begin, caller, cancellationToken);
}

/// <summary>Goes from server to server until one answers, and then along its answer: from the first part on nothing is decided any more until it ends or breaks.</summary>
internal sealed class FallbackCursor : ItemCursor<LlmUpdate>
{
    private readonly Func<FallbackCall> _begin;
    private readonly CancellationTokenSource? _both;
    private readonly CancellationToken _token;
    private readonly Func<LlmAttempt, CancellationToken, ValueTask<bool>> _move;
    private FallbackCall? _call;
    private LlmAttempt? _attempt;
    private ItemCursor<LlmUpdate>? _answer;
    private LlmUpdate? _current;
    private IBufferWriter<byte>? _textTarget;
    private bool _isRestart;
    private bool _isClosed;

    public FallbackCursor(Func<FallbackCall> begin, CancellationToken caller, CancellationToken loop)
    {
        _begin = begin;
        _both = caller.CanBeCanceled && loop.CanBeCanceled && caller != loop ? CancellationTokenSource.CreateLinkedTokenSource(caller, loop) : null;
        _token = _both?.Token ?? (caller.CanBeCanceled ? caller : loop);
        _move = (_, _) => _answer!.MoveOnAsync();
    }

    public override LlmUpdate Current => _current!;

    public override IBufferWriter<byte>? TextTarget
    {
        set
        {
            _textTarget = value;
            _answer?.TextTarget = value;
        }
    }

    // Before the first part a failure moves on to another server.
    private bool IsDelivering => _attempt is { HasDelivered: true };

    public override bool TryMove()
    {
        if (!IsDelivering || !_answer!.TryMove())
        {
            return false;
        }

        Take(_answer.Current);
        return true;
    }

    public override bool TryBeginRead(out ValueTask<int> read)
    {
        read = default;
        return IsDelivering && _answer!.TryBeginRead(out read);
    }

    public override void EndRead(int count) => _answer!.EndRead(count);

    public override void Fail(Exception fault) => _answer!.Fail(fault);

    public override async ValueTask<bool> MoveOnAsync()
    {
        if (_isClosed)
        {
            return false;
        }

        try
        {
            if (await AnswersAsync().ConfigureAwait(false))
            {
                return true;
            }
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }

        await CloseAsync().ConfigureAwait(false);
        return false;
    }

    protected override async ValueTask CloseAsync()
    {
        _isClosed = true;
        try
        {
            await LeaveAsync().ConfigureAwait(false);
        }
        finally
        {
            _both?.Dispose();
        }
    }

    // Goes to the next update, of another server where this one fails.
    private async ValueTask<bool> AnswersAsync()
    {
        _call ??= _begin();
        while (true)
        {
            if (_attempt is not { } attempt)
            {
                _attempt = attempt = _call.Next();
                _answer = attempt.Server.Backend.Stream(attempt, _token);
                _answer.TextTarget = _textTarget;
            }

            var step = await _call.TryAsync(attempt, _move, _token).ConfigureAwait(false);
            if (step is { Answered: true, Value: true })
            {
                Take(_answer!.Current);
                if (_current!.Response is { } whole)
                {
                    _current = _current with { Response = await _call.CompleteAsync(attempt, whole).ConfigureAwait(false) };
                }

                return true;
            }

            await LeaveAsync().ConfigureAwait(false);
            if (step.Answered)
            {
                return false;
            }

            _isRestart |= attempt.HasDelivered;
        }
    }

    private void Take(LlmUpdate update)
    {
        _current = update;
        var attempt = _attempt!;
        if (!attempt.HasDelivered)
        {
            attempt.HasDelivered = true;
            attempt.FirstPartAt = _call!.Now;
            _current = _isRestart ? update with { IsRestart = true } : update;
        }
        else if (update.ContentDelta.Length > 0 || update.ThinkingDelta.Length > 0)
        {
            // One part alone shows no pace: it may be the whole answer, made before it was sent.
            attempt.StartedAt = attempt.FirstPartAt;
        }
    }

    private async ValueTask LeaveAsync()
    {
        if (_attempt is not { } attempt)
        {
            return;
        }

        _attempt = null;
        try
        {
            await _answer!.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            attempt.Dispose();
        }
    }
}
