using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>The total timer covers every attempt, the waits between them and the body; the connect timer is .NET's own.</summary>
public sealed class TotalTimerTests
{
    private static readonly TimeSpan s_total = TimeSpan.FromMinutes(1);
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Items_do_not_move_it()
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body);
        await using var client = handler.Create(options => (options.TimeProvider, options.Timeouts.Total) = (_clock, s_total));
        await using var items = client.Stream().GetAsyncEnumerator(TestClient.Ct);
        for (var i = 0; i < 5; i++)
        {
            body.SendLine(TestClient.Chunk);
            Assert.True(await items.MoveNextAsync());
            _clock.Advance(s_total / 6);
        }

        var next = items.MoveNextAsync().AsTask();
        await body.WaitForReadAsync();
        _clock.Advance(s_total / 6);

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(next));
        Assert.Equal(LlmTimer.Total, error.Timer);
        Assert.Equal(s_total, error.Limit);
        Assert.Equal(5, error.Partial?.ItemsReceived);
    }

    [Fact]
    public async Task G03_in_back_off_it_names_the_last_failure()
    {
        using var handler = new StubHandler((_, _) =>
        {
            var answer = StubHandler.Answer(new MemoryStream("{\"error\":\"queue is full\"}"u8.ToArray()), HttpStatusCode.ServiceUnavailable, "application/json");
            answer.Headers.TryAddWithoutValidation("Retry-After", "50");
            return Task.FromResult(answer);
        });
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var call = client.GetVersionAsync(new CallOptions { TotalTimeout = s_total }, TestClient.Ct);
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(50));
        _clock.Advance(TimeSpan.FromSeconds(50));
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(50));
        _clock.Advance(TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal(LlmTimer.Total, error.Timer);
        Assert.Contains("queue is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(503, Assert.IsType<LlmApiException>(error.InnerException).Status);
        Assert.Equal(2, error.Attempts);
        Assert.Equal(2, handler.Requests);
    }

    [Fact]
    public async Task Before_the_headers()
    {
        using var handler = new StubHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("not reached");
        });
        await using var client = handler.Create(options => (options.TimeProvider, options.Timeouts.Total) = (_clock, s_total));

        var call = client.GetVersionAsync(cancellationToken: TestClient.Ct);
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(100));
        _clock.Advance(s_total);

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal(LlmTimer.Total, error.Timer);
        Assert.Equal(1, handler.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Off_by_default_and_by_the_call(bool limited)
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body);
        await using var client = handler.Create(options =>
        {
            options.TimeProvider = _clock;
            options.Timeouts.Idle = Timeout.InfiniteTimeSpan;
            options.Timeouts.Total = limited ? s_total : options.Timeouts.Total;
        });

        var call = client.Stream(limited ? new CallOptions { TotalTimeout = Timeout.InfiniteTimeSpan } : null).ToListAsync();
        await body.WaitForReadAsync();
        Assert.Empty(_clock.PendingTimers);
        body.SendLine(TestClient.Last);
        body.End();

        Assert.Single(await Guard.Within(call));
    }

    [Fact]
    public async Task Connecting()
    {
        using var pool = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("not reached");
            },
        };
        await using var client = pool.Create(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(client.ChatAsync("hi", cancellationToken: TestClient.Ct)));

        Assert.Equal(LlmTimer.Connect, error.Timer);
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_own_pool_limits_connecting()
    {
        using var pool = OllamaSdk.Transport.ConnectionPool.Create(new OllamaClientOptions { Timeouts = { Connect = TimeSpan.FromSeconds(3) } });

        Assert.Equal(TimeSpan.FromSeconds(3), pool.ConnectTimeout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(50 * 86400)]
    public void A_time_no_timer_can_run_is_refused(int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        var timeouts = new Action<TimeoutOptions>[]
        {
            t => t.Connect = time, t => t.FirstByte = time, t => t.Idle = time, t => t.Total = time,
            t => t.StreamedGeneration = time, t => t.UnstreamedGeneration = time, t => t.TransferIdle = time,
        };

        Assert.All(timeouts, set => Assert.Throws<ArgumentException>(() => TestClient.Create("h", options => set(options.Timeouts))));
    }
}
