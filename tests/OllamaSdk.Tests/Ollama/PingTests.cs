using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Client;

/// <summary>Whether a server is there, and waiting until it is.</summary>
public sealed class PingTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData(200, true)]
    [InlineData(503, false)]
    [InlineData(500, false)]
    public async Task A_status_is_an_answer(int status, bool expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(status, "text/plain", "Ollama is running"));
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        Assert.Equal(expected, await client.PingAsync(cancellationToken: TestClient.Ct));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("HEAD", "/"), (request.Method, request.Path));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task A_refusal_is_an_exception_also_while_waiting(int status)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(status, "text/plain", "no"));
        await using var client = server.Create(options => options.TimeProvider = _clock);

        Assert.Equal(status, (await Assert.ThrowsAnyAsync<LlmApiException>(() => client.PingAsync(cancellationToken: TestClient.Ct))).Status);
        Assert.Equal(status, (await Assert.ThrowsAnyAsync<LlmApiException>(() => client.WaitUntilReadyAsync(TimeSpan.FromMinutes(1), TestClient.Ct))).Status);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_no()
    {
        using var handler = Refusing(int.MaxValue);
        await using var client = handler.Create(options => options.Retry.MaxRetries = 0);

        Assert.False(await client.PingAsync(cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task Waiting_asks_four_times_a_second_until_there_is_an_answer()
    {
        using var handler = Refusing(3);
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var ready = client.WaitUntilReadyAsync(TimeSpan.FromSeconds(10), TestClient.Ct);
        for (var i = 1; i <= 3; i++)
        {
            await _clock.WaitForTimerAsync(Poll);
            Assert.Equal(i, handler.Requests);
            _clock.Advance(Poll);
        }

        await Guard.Within(ready);
        Assert.Equal(4, handler.Requests);
        Assert.Empty(_clock.PendingTimers);
    }

    [Fact]
    public async Task Waiting_ends_in_time_where_nobody_comes()
    {
        using var handler = Refusing(int.MaxValue);
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var ready = client.WaitUntilReadyAsync(TimeSpan.FromSeconds(1), TestClient.Ct);
        for (var i = 0; i < 4; i++)
        {
            await _clock.WaitForTimerAsync(Poll);
            _clock.Advance(Poll);
        }

        await EndsAfterAsync(ready, TimeSpan.FromSeconds(1), client.Endpoint);
        Assert.Equal(4, handler.Requests);
    }

    [Fact]
    public async Task Waiting_ends_in_time_where_somebody_listens_and_says_nothing()
    {
        using var handler = new StubHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("not reached");
        });
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var ready = client.WaitUntilReadyAsync(TimeSpan.FromSeconds(2), TestClient.Ct);
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _clock.WaitForTimerAsync(Poll);
        _clock.Advance(Poll);

        await EndsAfterAsync(ready, TimeSpan.FromSeconds(2), client.Endpoint);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var handler = Refusing(int.MaxValue);
        await using var client = handler.Create(options => options.TimeProvider = _clock);
        using var source = new CancellationTokenSource();

        var ready = client.WaitUntilReadyAsync(Timeout.InfiniteTimeSpan, source.Token);
        await _clock.WaitForTimerAsync(Poll);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(ready));
    }

    [Fact]
    public async Task A_wait_of_no_time_is_refused()
    {
        using var handler = Refusing(0);
        await using var client = handler.Create();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.WaitUntilReadyAsync(TimeSpan.Zero, TestClient.Ct));
        Assert.Equal(0, handler.Requests);
    }

    private static StubHandler Refusing(int times)
    {
        var left = times;
        return new StubHandler((_, _) => left-- > 0
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
    }

    private static async Task EndsAfterAsync(Task ready, TimeSpan limit, Uri endpoint)
    {
        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(ready));
        Assert.Equal((LlmTimer.Total, limit, endpoint), (error.Timer, error.Limit, error.Endpoint));
        Assert.Contains("no server answered", error.Message, StringComparison.Ordinal);
    }
}
