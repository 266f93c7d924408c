using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>The idle timer counts complete items, and only while someone waits for one.</summary>
public sealed class IdleTimerTests
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(10);
    private readonly FakeClock _clock = new();
    private readonly ChannelStream _body = new();

    [Fact]
    public async Task C06_silence_after_an_item()
    {
        await using var client = Client();
        _body.SendLine(TestClient.Chunk);
        var call = client.Stream().ToListAsync();
        await _body.WaitForReadAsync();

        await FiresAfterAsync(call, s_idle, 1);
    }

    [Fact]
    public async Task Silence_after_the_headers()
    {
        await using var client = Client();

        await FiresAfterAsync(client.Stream().ToListAsync(), s_idle, 0);
    }

    [Fact]
    public async Task Each_item_gives_the_whole_time_again()
    {
        await using var client = Client();
        await using var items = client.Stream().GetAsyncEnumerator(TestClient.Ct);
        for (var i = 0; i < 5; i++)
        {
            var next = items.MoveNextAsync();
            await _body.WaitForReadAsync();
            _clock.Advance(s_idle - TimeSpan.FromMilliseconds(1));
            _body.SendLine(TestClient.Chunk);
            Assert.True(await next);
        }
    }

    [Fact]
    public async Task C08_bytes_that_complete_no_item_do_not_count()
    {
        await using var client = Client();
        _body.SendLine(TestClient.Chunk);
        var call = client.Stream().ToListAsync();
        await _body.WaitForReadAsync();
        await _clock.WaitForTimerAsync(s_idle);
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(s_idle / 4);
            _body.Send(" \n ");
            await _body.WaitForReadAsync();
        }

        _clock.Advance((s_idle / 4) - TimeSpan.FromSeconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal(LlmTimer.Idle, error.Timer);
    }

    [Fact]
    public async Task C09_a_slow_consumer_costs_no_time()
    {
        await using var client = Client();
        _body.SendLine(TestClient.Chunk);
        _body.SendLine(TestClient.Chunk);
        var items = 0;

        await foreach (var _ in client.Stream())
        {
            items++;
            _clock.Advance(TimeSpan.FromHours(1));
            if (items == 2)
            {
                _body.SendLine(TestClient.Last);
                _body.End();
            }
        }

        Assert.Equal(3, items);
    }

    [Fact]
    public async Task C09_a_slow_consumer_does_not_switch_it_off()
    {
        await using var client = Client();
        await using var items = client.Stream().GetAsyncEnumerator(TestClient.Ct);
        var first = items.MoveNextAsync();
        await _body.WaitForReadAsync();
        _body.SendLine(TestClient.Chunk);
        Assert.True(await first);
        _clock.Advance(TimeSpan.FromMinutes(9));

        var second = items.MoveNextAsync().AsTask();
        await _body.WaitForReadAsync();

        await FiresAfterAsync(second, s_idle, 1);
    }

    [Fact]
    public async Task Of_the_client()
    {
        await using var client = Client(options => options.Timeouts.Idle = TimeSpan.FromSeconds(9));
        _body.SendLine(TestClient.Chunk);

        await FiresAfterAsync(client.Stream().ToListAsync(), TimeSpan.FromSeconds(9), 1);
    }

    [Fact]
    public async Task Of_the_call()
    {
        await using var client = Client();
        _body.SendLine(TestClient.Chunk);

        await FiresAfterAsync(client.Stream(new CallOptions { IdleTimeout = TimeSpan.FromSeconds(3) }).ToListAsync(), TimeSpan.FromSeconds(3), 1);
    }

    [Fact]
    public async Task Switched_off()
    {
        await using var client = Client(options => options.Timeouts.Idle = Timeout.InfiniteTimeSpan);
        var call = client.Stream().ToListAsync();
        await _body.WaitForReadAsync();
        Assert.Empty(_clock.PendingTimers);
        _clock.Advance(TimeSpan.FromDays(30));
        _body.SendLine(TestClient.Last);
        _body.End();

        Assert.Single(await Guard.Within(call));
    }

    [Fact]
    public async Task A_whole_answer_that_stalls()
    {
        await using var client = Client();
        _body.Send("{\"done\"");
        var call = client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await _body.WaitForReadAsync();

        await FiresAfterAsync(call, s_idle, null);
    }

    [Theory]
    [InlineData("pull")]
    [InlineData("push")]
    [InlineData("create")]
    public async Task Transfers_have_one_of_their_own(string operation)
    {
        await using var client = Client(options => options.Timeouts.Idle = TimeSpan.FromMinutes(1));
        var options = new CallOptions { MaxRetries = 0 };

        var call = (operation switch
        {
            "pull" => client.PullModelStreamAsync("m", options, TestClient.Ct),
            "push" => client.PushModelStreamAsync(new PushModelRequest(), options, TestClient.Ct),
            _ => client.CreateModelStreamAsync(new CreateModelRequest { Model = "n", From = "m" }, options, TestClient.Ct),
        }).ToListAsync();

        await FiresAfterAsync(call, TimeSpan.FromMinutes(10), 0);
    }

    private OllamaClient Client(Action<OllamaClientOptions>? configure = null) => new StubHandler(() => _body).Create(options =>
    {
        options.TimeProvider = _clock;
        configure?.Invoke(options);
    });

    private async Task FiresAfterAsync(Task call, TimeSpan limit, int? items)
    {
        // The first-byte timer is gone before the idle timer is armed, so this is the only one.
        await _clock.WaitForTimerAsync(left => left <= limit);
        _clock.Advance(limit - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal(LlmTimer.Idle, error.Timer);
        Assert.Equal(limit, error.Limit);
        Assert.Equal(items, error.Partial?.ItemsReceived);
    }
}
