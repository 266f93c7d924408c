using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>What ends a call while its body is on the way: timers, the caller's token, the client's end. The server sees each of them.</summary>
public sealed class CallEndTests
{
    private static readonly TimeSpan s_total = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(7);
    private readonly FakeClock _clock = new();

    public static TheoryData<Shape> Shapes => [.. Enum.GetValues<Shape>()];

    public static MatrixTheoryData<Shape, bool> ShapesAndClients => new(Enum.GetValues<Shape>(), [false, true]);

    [Theory]
    [MemberData(nameof(ShapesAndClients))]
    public Task Idle_timer(Shape shape, bool foreign) => InTheBodyAsync(shape, foreign, async (call, _, _) =>
    {
        _clock.Advance(s_idle - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal((LlmTimer.Idle, s_idle, 1), (error.Timer, error.Limit, error.Attempts));
    });

    [Theory]
    [MemberData(nameof(ShapesAndClients))]
    public Task Total_timer(Shape shape, bool foreign) => InTheBodyAsync(shape, foreign, async (call, _, _) =>
    {
        _clock.Advance(s_total - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal((LlmTimer.Total, s_total, 1), (error.Timer, error.Limit, error.Attempts));
    }, new CallOptions { IdleTimeout = s_total * 2 });

    [Theory]
    [MemberData(nameof(ShapesAndClients))]
    public Task The_callers_token(Shape shape, bool foreign) => InTheBodyAsync(shape, foreign, async (call, _, source) =>
    {
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call));
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(ShapesAndClients))]
    public Task Disposing_the_client(Shape shape, bool foreign) => InTheBodyAsync(shape, foreign, async (call, clients, _) =>
    {
        clients.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(call));
        Assert.StartsWith("The client was disposed while the call was under way.", error.Message, StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A11_disposing_the_client_before_the_headers(Shape shape)
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        await using var clients = new BothClients(server.Url.ToString());

        var call = clients.CallAsync(shape, null, TestClient.Ct);
        await server.WaitForRequestAsync();
        clients.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(call));
        Assert.StartsWith("The client was disposed while the call was under way.", error.Message, StringComparison.Ordinal);
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A11_a_disposed_client_says_so(Shape shape)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        var clients = new BothClients(server.Url.ToString());
        clients.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(clients.CallAsync(shape, null, TestClient.Ct)));

        Assert.Equal("The client was disposed before the call.", error.Message);
        Assert.Empty(server.Connections);
    }

    [Theory]
    [InlineData(StreamOf.Client)]
    [InlineData(StreamOf.Interface)]
    [InlineData(StreamOf.V1Client)]
    [InlineData(StreamOf.V1Interface)]
    public async Task A11_a_stream_got_before_the_client_was_disposed_says_so(StreamOf origin)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        var clients = new BothClients(server.Url.ToString());
        var stream = clients.Stream(origin);
        clients.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(stream.ToListAsync()));

        Assert.Equal("The client was disposed before the call.", error.Message);
        Assert.Empty(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_token_that_was_cancelled_before_sends_nothing(Shape shape)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clients.CallAsync(shape, null, source.Token));

        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Empty(server.Connections);
    }

    private async Task InTheBodyAsync(Shape shape, bool foreign, Func<Task, BothClients, CancellationTokenSource, Task> act, CallOptions? options = null)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            // Nothing of the body, so that one read waits from the start: each piece that came would set the idle timer back.
            await connection.SendHeadAsync(200, ("Transfer-Encoding", "chunked"));
            await connection.HoldUntilClientClosesAsync();
        });
        using var pool = new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan, MaxResponseDrainSize = int.MaxValue };
        using var http = new HttpClient(pool);
        await using var clients = new BothClients(server.Url.ToString(), settings =>
        {
            settings.TimeProvider = _clock;
            settings.Timeouts.Idle = s_idle;
            // Before the first item the larger one holds, and a timer of another length is told apart.
            settings.Timeouts.StreamedGeneration = settings.Timeouts.UnstreamedGeneration = s_idle / 2;
            settings.Timeouts.Total = s_total;
        }, foreign ? http : null);
        using var source = new CancellationTokenSource();

        var call = clients.CallAsync(shape, options, source.Token);
        // It is armed when the body is read, and not before.
        await _clock.WaitForTimerAsync(options?.IdleTimeout ?? s_idle);
        await act(call, clients, source);

        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
    }
}
