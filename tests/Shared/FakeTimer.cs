namespace OllamaSdk.TestKit;

/// <summary>A timer of <see cref="FakeClock"/>, which guards <see cref="Due"/>, <see cref="Order"/> and <see cref="Period"/> by its lock.</summary>
internal sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
{
    // The limit of System.Threading.Timer: a delay that a real timer refuses must not pass here.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
    private volatile bool _disposed;

    /// <summary>When it fires, counted from the clock's start.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>Orders timers that are due at the same moment: first armed, first fired.</summary>
    public long Order { get; set; }

    /// <summary>The distance between two firings; zero or negative for a timer that fires once.</summary>
    public TimeSpan Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime);
        Check(period);
        if (_disposed)
        {
            return false;
        }

        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            clock.Disarm(this);
        }
        else
        {
            clock.Arm(this, dueTime, period);
        }

        return true;
    }

    public void Fire() => callback(state);

    public void Dispose()
    {
        _disposed = true;
        clock.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Check(TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longest);
        }
    }
}
