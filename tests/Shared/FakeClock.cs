namespace OllamaSdk.TestKit;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire inside <see cref="Advance"/>, on the caller's thread, earliest first;
/// a timer that is due at once fires on the thread pool, as a real one does.
/// </summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly object _lock = new();
    private readonly List<FakeTimer> _armed = [];
    private readonly List<(Func<TimeSpan, bool> Matches, TaskCompletionSource<TimeSpan> Armed)> _waiters = [];
    private TimeSpan _elapsed;
    private TimeSpan _target;
    private long _lastOrder;

    /// <summary>Starts at midnight UTC on 1 January 2026.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>How far the clock has been moved since it was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>The time left on every armed timer, shortest first.</summary>
    public IReadOnlyList<TimeSpan> PendingTimers
    {
        get
        {
            lock (_lock)
            {
                return [.. _armed.Select(timer => timer.Due - _elapsed).Order()];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        FakeTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what falls due on the way; each callback sees the clock at its own due time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan target;
        lock (_lock)
        {
            target = _target += by;
        }

        FireUntil(target);
    }

    /// <summary>Waits until any timer is armed, and returns the time left on it: "the code under test sleeps now".</summary>
    public Task<TimeSpan> WaitForTimerAsync() => WaitForTimerAsync(_ => true);

    /// <summary>Waits until a timer is armed that has exactly <paramref name="left"/> to go.</summary>
    public Task<TimeSpan> WaitForTimerAsync(TimeSpan left) => WaitForTimerAsync(candidate => candidate == left);

    /// <summary>Waits until a timer is armed whose time left satisfies <paramref name="matches"/>; for delays with jitter.</summary>
    public async Task<TimeSpan> WaitForTimerAsync(Func<TimeSpan, bool> matches)
    {
        TaskCompletionSource<TimeSpan> armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiters.Add((matches, armed));
            TellWaiters();
        }

        try
        {
            return await armed.Task.WaitAsync(Guard.Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No such timer was armed. Time left on those that are: [{string.Join(", ", PendingTimers)}].");
        }
    }

    internal void Arm(FakeTimer timer, TimeSpan dueIn, TimeSpan period)
    {
        lock (_lock)
        {
            timer.Period = period;
            Arm(timer, _elapsed + dueIn);
        }

        if (dueIn == TimeSpan.Zero)
        {
            ThreadPool.QueueUserWorkItem(_ => FireUntil(Elapsed));
        }
    }

    internal void Disarm(FakeTimer timer)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
        }
    }

    private void Arm(FakeTimer timer, TimeSpan due)
    {
        _armed.Remove(timer);
        timer.Due = due;
        timer.Order = ++_lastOrder;
        _armed.Add(timer);
        TellWaiters();
    }

    private void FireUntil(TimeSpan target)
    {
        while (TakeDue(target) is { } timer)
        {
            // Outside the lock: a callback may arm timers, or block.
            timer.Fire();
        }
    }

    private FakeTimer? TakeDue(TimeSpan target)
    {
        lock (_lock)
        {
            FakeTimer? next = _armed.Where(timer => timer.Due <= target).MinBy(timer => (timer.Due, timer.Order));
            TimeSpan reached = next?.Due ?? target;
            _elapsed = reached > _elapsed ? reached : _elapsed;
            if (next is { Period: var period } && period > TimeSpan.Zero)
            {
                Arm(next, next.Due + period);
            }
            else if (next is not null)
            {
                _armed.Remove(next);
            }

            return next;
        }
    }

    private void TellWaiters() => _waiters.RemoveAll(waiter =>
        _armed.Find(timer => waiter.Matches(timer.Due - _elapsed)) is { } timer && waiter.Armed.TrySetResult(timer.Due - _elapsed));
}
