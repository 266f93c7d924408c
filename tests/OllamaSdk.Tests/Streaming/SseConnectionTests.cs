using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>A stream of events and its connection: silence, breaks, leaving early, and coming to the end.</summary>
public sealed class SseConnectionTests
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("")]
    [InlineData("data: {")]
    [InlineData(": not a whole line")]
    public async Task Silence_is_a_time_out(string before)
    {
        var (clock, body) = (new FakeClock(), new ChannelStream());
        using var handler = new StubHandler(() => body, contentType: V1.EventStream);
        await using var client = handler.CreateV1(options => options.TimeProvider = clock);
        body.Send(V1.Events(V1.Text("a")));
        var call = client.Stream().ToListAsync();
        await body.WaitForReadAsync();
        await clock.WaitForTimerAsync(left => left <= s_idle);
        if (before.Length > 0)
        {
            clock.Advance(s_idle / 2);
            body.Send(before);
            await body.WaitForReadAsync();
            clock.Advance(s_idle / 2);
        }
        else
        {
            clock.Advance(s_idle);
        }

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));

        Assert.Equal((LlmTimer.Idle, "a"), (error.Timer, error.Partial?.Content));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaving_closes_the_connection_at_once(bool foreign)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginEventsAsync(V1.Text("a"));
            await connection.HoldUntilClientClosesAsync();
        });
        using var pool = new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan, MaxResponseDrainSize = int.MaxValue };
        using var http = new HttpClient(pool);
        var options = new OpenAICompatibleClientOptions { Endpoint = server.Url.ToString(), DefaultModel = "m" };
        await using var client = foreign ? new OpenAICompatibleClient(http, options) : new OpenAICompatibleClient(options);

        await foreach (var _ in client.Stream())
        {
            break;
        }

        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
    }

    [Fact]
    public async Task E05_a_connection_goes_back_to_the_pool_after_DONE_and_whatever_follows_it()
    {
        await using var server = new ScriptedServer(connection => connection.RespondEventsAsync(V1.Text("a"), V1.Finish, V1.Done, "{broken", V1.Text("b")));
        await using var client = server.CreateV1();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(2, (await client.Stream().ToListAsync()).Count);
        }

        Assert.Single(server.Connections);
    }

    [Theory]
    [InlineData(Ending.Cut)]
    [InlineData(Ending.Reset)]
    public async Task C01_a_break_after_an_item_is_told_and_not_tried_again(Ending ending)
    {
        var delivered = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginEventsAsync(V1.Text("a"));
            await connection.WaitForAsync(delivered);
            (ending == Ending.Cut ? (Action)connection.Close : connection.Reset)();
        });
        await using var client = server.CreateV1();

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var _ in client.Stream())
            {
                delivered.TrySetResult();
            }
        });

        Assert.Equal((StreamFailure.Interrupted, 1, "a"), (error.Reason, error.ItemsReceived, error.Partial?.Content));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task C04_a_body_that_ends_with_its_connection_needs_an_end_mark_all_the_same()
    {
        await using var server = new ScriptedServer(
            connection => CloseAfterAsync(connection, V1.Events(V1.Text("a"), V1.Finish, V1.Done)), connection => CloseAfterAsync(connection, V1.Events(V1.Text("a"))));
        await using var client = server.CreateV1();

        Assert.Equal(2, (await client.Stream().ToListAsync()).Count);
        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal(StreamFailure.Incomplete, error.Reason);
    }

    [Fact]
    public async Task Cancelling_carries_the_callers_token()
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body, contentType: V1.EventStream);
        await using var client = handler.CreateV1();
        using var source = new CancellationTokenSource();
        var call = client.Stream(null, source.Token).ToListAsync();
        await body.WaitForReadAsync();
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call));

        Assert.Equal(source.Token, error.CancellationToken);
    }

    // As mlx_lm.server does, which answers in HTTP/1.0.
    private static async Task CloseAfterAsync(ScriptedConnection connection, string body)
    {
        await connection.SendHeadAsync(200, ("Content-Type", V1.EventStream), ("Connection", "close"));
        await connection.SendAsync(body);
        connection.Close();
    }
}
