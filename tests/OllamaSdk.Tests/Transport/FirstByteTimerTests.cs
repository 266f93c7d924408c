using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>How long each kind of call waits for the headers of its answer.</summary>
public sealed class FirstByteTimerTests
{
    private readonly FakeClock _clock = new();

    public static TheoryData<string, double> Defaults => new()
    {
        { "chat", 30 * 60 }, { "generate", 30 * 60 }, { "chat stream", 10 * 60 }, { "generate stream", 10 * 60 },
        { "embed", 100 }, { "list", 100 }, { "version", 100 }, { "show", 100 },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task Default(string operation, double seconds)
    {
        await using var client = Silent();

        await FiresAfterAsync(Call(client, operation), TimeSpan.FromSeconds(seconds), LlmTimer.FirstByte);
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task Of_the_call(string operation, double seconds)
    {
        Assert.NotEqual(7, seconds);
        await using var client = Silent();

        await FiresAfterAsync(Call(client, operation, new CallOptions { FirstByteTimeout = TimeSpan.FromSeconds(7) }), TimeSpan.FromSeconds(7), LlmTimer.FirstByte);
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task Switched_off(string operation, double seconds)
    {
        Assert.True(seconds > 0);
        using var source = new CancellationTokenSource();
        var sent = new TaskCompletionSource();
        using var handler = SilentHandler(sent);
        await using var client = handler.Create(options =>
        {
            options.TimeProvider = _clock;
            options.Timeouts.FirstByte = options.Timeouts.StreamedGeneration = options.Timeouts.UnstreamedGeneration = Timeout.InfiniteTimeSpan;
        });

        var call = Call(client, operation, token: source.Token);
        await Guard.Within(sent.Task);
        Assert.Empty(_clock.PendingTimers);
        _clock.Advance(TimeSpan.FromDays(40));

        Assert.False(call.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call));
    }

    [Fact]
    public async Task B04_each_attempt_of_a_read_has_the_whole_time()
    {
        var requests = 0;
        using var handler = SilentHandler(null, () => requests++);
        await using var client = handler.Create(options => (options.TimeProvider, options.Retry.BaseDelay) = (_clock, TimeSpan.Zero));

        var call = client.GetVersionAsync(cancellationToken: TestClient.Ct);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(100));
            _clock.Advance(TimeSpan.FromSeconds(100));
        }

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal(3, error.Attempts);
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task B04_the_timeout_of_a_foreign_client_is_named_as_its_own()
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };
        await using var client = new OllamaClient(http, new OllamaClientOptions { Endpoint = server.Url.ToString() });

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(client.ChatAsync("hi", "m", cancellationToken: TestClient.Ct)));

        Assert.Equal(LlmTimer.FirstByte, error.Timer);
        Assert.Equal(http.Timeout, error.Limit);
        Assert.Contains("HttpClient", error.Message, StringComparison.Ordinal);
    }

    private static StubHandler SilentHandler(TaskCompletionSource? sent = null, Action? onRequest = null) => new(async (_, token) =>
    {
        onRequest?.Invoke();
        sent?.TrySetResult();
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException("not reached");
    });

    private static Task Call(OllamaClient client, string operation, CallOptions? options = null, CancellationToken? token = null)
    {
        var ct = token ?? TestClient.Ct;
        return operation switch
        {
            "chat" => client.ChatAsync("hi", null, options, ct),
            "generate" => client.GenerateAsync("hi", null, options, ct),
            "chat stream" => client.Stream(options, ct).ToListAsync(),
            "generate stream" => client.GenerateStreamAsync("hi", null, options, ct).ToListAsync(),
            "embed" => client.EmbedAsync("hi", null, options, ct),
            "list" => client.ListModelsAsync(options, ct),
            "version" => client.GetVersionAsync(options, ct),
            "show" => client.ShowModelAsync("m", options, ct),
            _ => throw new NotSupportedException(operation),
        };
    }

    private OllamaClient Silent() => SilentHandler().Create(options => (options.TimeProvider, options.Retry.MaxRetries) = (_clock, 0));

    private async Task FiresAfterAsync(Task call, TimeSpan limit, LlmTimer timer)
    {
        await _clock.WaitForTimerAsync(limit);
        _clock.Advance(limit - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal(timer, error.Timer);
        Assert.Equal(limit, error.Limit);
        Assert.Contains(timer.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Empty(_clock.PendingTimers);
    }
}
