namespace OllamaSdk.Transport;

/// <summary>
/// The life of one call, its body included: the caller's token, the total timer and the idle timer end it through one token,
/// and <see cref="Translate"/> says afterwards which of them it was.
/// </summary>
internal sealed class CallScope : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _clientDisposed;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _total;
    private readonly TimeSpan _idle;
    private readonly ITimer? _totalTimer;
    private readonly object _gate = new();
    private ITimer? _idleTimer;
    private bool _idleScheduled;
    private long _waitingSince;
    private bool _waiting;
    private bool _begun = true;
    private TimeSpan _firstItem;
    private long _silentSince;
    private CancellationToken _reader;
    private CancellationTokenRegistration _following;
    private LlmTimer? _fired;
    private bool _left;

    public CallScope(TimeProvider clock, TimeSpan total, TimeSpan idle, CancellationToken caller, CancellationToken clientDisposed, TimeSpan before = default)
    {
        (_clock, _total, _idle, _caller, _clientDisposed) = (clock, total, idle, caller, clientDisposed);
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller, clientDisposed);
        if (total == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        if (before >= total)
        {
            Fire(LlmTimer.Total);
            return;
        }

        _totalTimer = clock.CreateTimer(static s => ((CallScope)s!).Fire(LlmTimer.Total), this, total - before, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    public TimeProvider Clock => _clock;

    /// <summary>Ends with another token too, that of the loop which reads a stream; the one followed before is let go.</summary>
    public void Follow(CancellationToken reader)
    {
        _following.Unregister();
        _reader = reader;
        _following = reader.UnsafeRegister(static s => ((CallScope)s!).Cancel(), this);
    }

    /// <summary>
    /// Until the first item a server may be silent for as long as before its headers, which some send before the model has loaded; and never for less than
    /// the idle timer allows.
    /// </summary>
    /// <param name="limit">From <paramref name="since"/> on, or from the last sign of life.</param>
    /// <param name="since">When the request was sent.</param>
    public void AwaitFirstItem(TimeSpan limit, long since) => (_begun, _firstItem, _silentSince) = (false, limit, since);

    /// <summary>The idle timer runs from here (a read is pending) until <see cref="ItemArrived"/>; calling it again goes on, not anew.</summary>
    public void WaitForItem()
    {
        if (_waiting || _idle == Timeout.InfiniteTimeSpan || (!_begun && _firstItem == Timeout.InfiniteTimeSpan))
        {
            return;
        }

        lock (_gate)
        {
            _waiting = true;
            _waitingSince = _clock.GetTimestamp();
            // One timer for the whole stream: it looks at the clock when it fires, so an item costs no timer change.
            if (!_idleScheduled)
            {
                _idleScheduled = true;
                _idleTimer ??= _clock.CreateTimer(static s => ((CallScope)s!).IdleTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _idleTimer.Change(Rest(out _), Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void ItemArrived()
    {
        if (_waiting || !_begun)
        {
            lock (_gate)
            {
                _waiting = false;
                // What was scheduled for the first item may be much too late for the next.
                _idleScheduled &= _begun;
                _begun = true;
            }
        }
    }

    /// <summary>The time begins anew, although nothing of the answer has come.</summary>
    public void ShowedLife()
    {
        if (_waiting)
        {
            lock (_gate)
            {
                _waiting = false;
                _silentSince = _clock.GetTimestamp();
            }
        }
    }

    /// <summary>Whoever reads the answer has disposed of it: a read that is pending ends.</summary>
    public void Leave()
    {
        _left = true;
        Cancel();
    }

    /// <summary>Whether the caller wants no more.</summary>
    public bool IsCallerCancelled => _caller.IsCancellationRequested || _reader.IsCancellationRequested;

    /// <summary>Nothing that is in the buffer may overtake a cancel.</summary>
    public void ThrowIfCallerCancelled()
    {
        _caller.ThrowIfCancellationRequested();
        _reader.ThrowIfCancellationRequested();
    }

    /// <summary>The exception that says why the call was ended; the caller's own cancelling wins over a timer.</summary>
    /// <param name="cause">What ended it.</param>
    /// <param name="lastFailure">Why the last attempt failed, where one did.</param>
    /// <param name="awaited">How many connections there are, where it waited for one.</param>
    public Exception Translate(OperationCanceledException cause, LlmException? lastFailure = null, int? awaited = null)
    {
        if (_caller.IsCancellationRequested || _reader.IsCancellationRequested)
        {
            var token = _caller.IsCancellationRequested ? _caller : _reader;
            return cause.CancellationToken == token ? cause : new OperationCanceledException(cause.Message, cause, token);
        }

        if (_clientDisposed.IsCancellationRequested)
        {
            return new ObjectDisposedException("The client was disposed while the call was under way.", cause);
        }

        if (_left)
        {
            return new ObjectDisposedException("The answer was disposed of while it was read.", cause);
        }

        return _fired switch
        {
            LlmTimer.Total => new LlmTimeoutException(LlmTimer.Total, _total,
                awaited is { } count ? $"it waited for a free connection, not for the server: this client may open {count}, and all were in use; see MaxConnectionsPerServer"
                    : lastFailure is null ? null : $"the last attempt had failed: {lastFailure.Message}", lastFailure ?? (Exception)cause),
            LlmTimer.FirstByte => new LlmTimeoutException(LlmTimer.FirstByte, _firstItem, "its headers had come, and no part of it", cause),
            LlmTimer.Idle => new LlmTimeoutException(LlmTimer.Idle, _idle, null, cause),
            _ => cause,
        };
    }

    public void Dispose()
    {
        _following.Unregister();
        _totalTimer?.Dispose();
        _idleTimer?.Dispose();
        _source.Dispose();
    }

    private void IdleTick()
    {
        LlmTimer timer;
        lock (_gate)
        {
            if (!_waiting)
            {
                _idleScheduled = false;
                return;
            }

            var rest = Rest(out timer);
            if (rest > TimeSpan.Zero)
            {
                _idleTimer!.Change(rest, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Fire(timer);
    }

    private TimeSpan Rest(out LlmTimer timer)
    {
        timer = LlmTimer.Idle;
        var idle = _idle - _clock.GetElapsedTime(_waitingSince);
        if (_begun)
        {
            return idle;
        }

        var first = _firstItem - _clock.GetElapsedTime(_silentSince);
        timer = first > idle ? LlmTimer.FirstByte : LlmTimer.Idle;
        return first > idle ? first : idle;
    }

    private void Fire(LlmTimer timer)
    {
        _fired ??= timer;
        Cancel();
    }

    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended meanwhile.
        }
    }
}
