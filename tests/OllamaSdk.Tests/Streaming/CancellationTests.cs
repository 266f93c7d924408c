using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>A cancelled call ends with the caller's own token, whatever it was doing.</summary>
public sealed class CancellationTests
{
    private readonly CancellationTokenSource _source = new();

    [Fact]
    public async Task H01_before_sending()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var client = server.Create();
        await _source.CancelAsync();

        await CancelledAsync(() => client.ChatAsync("hi", null, null, _source.Token));
        await CancelledAsync(() => client.Stream(null, _source.Token).ToListAsync());
        await CancelledAsync(() => client.GetVersionAsync(null, _source.Token));

        Assert.Empty(server.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H02_while_waiting_for_headers(bool streamed)
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        await using var client = server.Create();

        var call = streamed ? client.Stream(null, _source.Token).ToListAsync() : (Task)client.ChatAsync("hi", null, null, _source.Token);
        await server.WaitForRequestAsync();
        await _source.CancelAsync();

        await CancelledAsync(() => call);
        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task H04_by_the_token_of_the_enumeration()
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body);
        await using var client = handler.Create();
        body.SendLine(TestClient.Chunk);

        await CancelledAsync(async () =>
        {
            await foreach (var _ in client.Stream(null, CancellationToken.None).WithCancellation(_source.Token))
            {
                await _source.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task H04_a_buffered_item_does_not_overtake_it()
    {
        using var handler = new StubHandler($"{TestClient.Chunk}\n{TestClient.Chunk}\n{TestClient.Last}\n");
        await using var client = handler.Create();
        var items = 0;

        await CancelledAsync(async () =>
        {
            await foreach (var _ in client.Stream(null, _source.Token))
            {
                items++;
                await _source.CancelAsync();
            }
        });

        Assert.Equal(1, items);
    }

    [Fact]
    public async Task H05_in_back_off()
    {
        var clock = new FakeClock();
        using var handler = new StubHandler((_, _) =>
        {
            var answer = StubHandler.Answer(new MemoryStream(), HttpStatusCode.ServiceUnavailable, "text/plain");
            answer.Headers.TryAddWithoutValidation("Retry-After", "42");
            return Task.FromResult(answer);
        });
        await using var client = handler.Create(options => options.TimeProvider = clock);

        var call = client.GetVersionAsync(null, _source.Token);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(42));
        await _source.CancelAsync();

        await CancelledAsync(() => call);
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task H03_in_an_error_body()
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body, HttpStatusCode.BadRequest);
        await using var client = handler.Create();

        var call = client.GetVersionAsync(null, _source.Token);
        await body.WaitForReadAsync();
        await _source.CancelAsync();

        await CancelledAsync(() => call);
    }

    [Fact]
    public async Task H03_in_an_unstreamed_body()
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body);
        await using var client = handler.Create();

        var call = client.ChatAsync("hi", null, null, _source.Token);
        await body.WaitForReadAsync();
        await _source.CancelAsync();

        await CancelledAsync(() => call);
    }

    [Fact]
    public async Task H06_it_wins_over_a_timer_that_fired_first()
    {
        var clock = new FakeClock();
        var cancelled = new TaskCompletionSource<HttpResponseMessage>();
        var seen = new TaskCompletionSource();
        using var handler = new StubHandler((_, token) =>
        {
            token.Register(seen.SetResult);
            return cancelled.Task;
        });
        await using var client = handler.Create(options => (options.TimeProvider, options.Timeouts.Total) = (clock, TimeSpan.FromSeconds(1)));

        var call = client.ChatAsync("hi", null, null, _source.Token);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Guard.Within(seen.Task);
        await _source.CancelAsync();
        cancelled.SetCanceled(TestClient.Ct);

        await CancelledAsync(() => call);
    }

    private async Task CancelledAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call()));
        Assert.Equal(_source.Token, error.CancellationToken);
    }
}
