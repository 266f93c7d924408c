using OllamaSdk.TestKit;

namespace OllamaSdk.ContractTests.TestKit;

public sealed class FakeClockTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly FakeClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Stands_still_until_it_is_moved()
    {
        (DateTimeOffset time, long stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());

        Assert.Equal(time, _clock.GetUtcNow());
        _clock.Advance(s_second);

        Assert.Equal(time + s_second, _clock.GetUtcNow());
        Assert.Equal(s_second, _clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void Fires_in_due_order_each_at_its_own_time()
    {
        Arm("late", 3 * s_second);
        Arm("early", s_second);
        Arm("early too", s_second);
        Arm("never", 4 * s_second);

        _clock.Advance(3 * s_second);

        Assert.Equal(["early@1", "early too@1", "late@3"], _fired);
        Assert.Equal([s_second], _clock.PendingTimers);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_disposed()
    {
        ITimer timer = Arm("tick", s_second, 2 * s_second);

        _clock.Advance(6 * s_second);
        timer.Dispose();
        _clock.Advance(6 * s_second);

        Assert.Equal(["tick@1", "tick@3", "tick@5"], _fired);
        Assert.False(timer.Change(s_second, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Change_moves_stops_and_starts_a_timer()
    {
        ITimer timer = Arm("it", s_second);

        timer.Change(5 * s_second, Timeout.InfiniteTimeSpan);
        _clock.Advance(4 * s_second);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(4 * s_second);
        timer.Change(s_second, Timeout.InfiniteTimeSpan);
        _clock.Advance(4 * s_second);

        Assert.Equal(["it@9"], _fired);
    }

    [Fact]
    public void A_callback_may_arm_what_falls_due_in_the_same_move()
    {
        _clock.CreateTimer(_ => Arm("second", s_second), null, s_second, Timeout.InfiniteTimeSpan);

        _clock.Advance(2 * s_second);

        Assert.Equal(["second@2"], _fired);
    }

    [Fact]
    public async Task Delays_and_deadlines_of_the_runtime_run_on_it()
    {
        using CancellationTokenSource deadline = new(3 * s_second, _clock);
        Task delay = Task.Delay(2 * s_second, _clock, deadline.Token);

        _clock.Advance(2 * s_second);
        await Guard.Within(delay);
        Assert.False(deadline.IsCancellationRequested);

        _clock.Advance(s_second);
        Assert.True(deadline.IsCancellationRequested);
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_needs_no_move()
    {
        TaskCompletionSource fired = new();

        _clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await Guard.Within(fired.Task);
    }

    [Fact]
    public async Task Waiting_for_a_timer_ends_when_the_code_sleeps()
    {
        Task<TimeSpan> waiting = _clock.WaitForTimerAsync(left => left > s_second);
        Arm("short", s_second);
        Assert.False(waiting.IsCompleted);

        Arm("long", 2 * s_second);

        Assert.Equal(2 * s_second, await waiting);
        Assert.Equal(s_second, await _clock.WaitForTimerAsync());
        Assert.Equal(2 * s_second, await _clock.WaitForTimerAsync(2 * s_second));
    }

    [Fact]
    public void A_delay_that_a_real_timer_refuses_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Arm("x", TimeSpan.MaxValue));

    private ITimer Arm(string name, TimeSpan due, TimeSpan? period = null) =>
        _clock.CreateTimer(_ => _fired.Add($"{name}@{_clock.Elapsed.TotalSeconds}"), null, due, period ?? Timeout.InfiniteTimeSpan);
}
