using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>C: a body that stalls or dribbles, and a caller who is slow.</summary>
public sealed class TimeRows
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly FakeClock _clock = new();

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static MatrixTheoryData<Client, bool> ClientsAndPools => FaultData.ClientsAndPools;

    public static TheoryData<Route> Others => [.. Enum.GetValues<Route>()];

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C06_silence_after_items(Client client, Split split)
    {
        foreach (var pieces in split.Ways((client.Item("a") + client.Item("b")).Utf8()))
        {
            var outcome = await StallAsync(client.Open(Set), client.StreamType(), pieces);

            Assert.Equal(("Timeout Idle", "ab"), (outcome.Word, outcome.Text));
            Assert.Equal(s_idle, ((LlmTimeoutException)outcome.Failure).Limit);
            Assert.Equal((2, "ab"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C06_on_the_other_routes(Route route)
    {
        var outcome = await StallAsync(route.Open(Set), route.StreamType(), [route.Item("a").Utf8()]);

        Assert.Equal(("Timeout Idle", "a"), (outcome.Word, outcome.Text));
        Assert.Equal("a", route.Sum(outcome.Failure.Partial));
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task C06_the_connection_is_closed_at_once_and_nothing_is_sent_again(Client client, bool foreign)
    {
        await using var server = new ScriptedServer(connection => BodyEnd.Silence.Serve(connection, client.StreamType(), [client.Item("a").Utf8()], Task.CompletedTask));
        using var pool = new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan, MaxResponseDrainSize = int.MaxValue };
        using var http = new HttpClient(pool);
        await using var asked = new FaultClient(client, server.Url.ToString(), Set, foreign ? http : null);
        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var call = Outcome.OfAsync(asked.StreamAsync(), _ => delivered.TrySetResult());
        await Guard.Within(delivered.Task);
        await EndAsync(call);

        var outcome = await call;
        Assert.Equal(("Timeout Idle", "a"), (outcome.Word, outcome.Text));
        // The client and its pool live on: it is this call's connection that closes.
        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C07_a_dribble_of_whole_items(Client client, Split split)
    {
        foreach (var items in WaysOfAll(split, client.Item("a"), client.Item("b"), client.Last()))
        {
            var body = new ChannelStream();
            using var handler = new StubHandler(() => body, contentType: client.StreamType());
            var call = Outcome.OfAsync(client.Open(Set)("http://127.0.0.1:9", handler));
            foreach (var pieces in items)
            {
                // Each item takes nearly all of its time to come in.
                foreach (var piece in pieces)
                {
                    await body.WaitForReadAsync();
                    _clock.Advance(s_idle * 0.9 / pieces.Count);
                    body.Send(piece);
                }
            }

            body.End();
            var outcome = await call;

            Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C08_a_dribble_without_a_line_end(Client client, Split split)
    {
        // What stands before the piece that dribbles in.
        foreach (var pieces in split.Ways((client.Item("a") + client.Item("b")[..20]).Utf8()))
        {
            var body = new ChannelStream();
            using var handler = new StubHandler(() => body, contentType: client.StreamType());
            foreach (var piece in pieces)
            {
                body.Send(piece);
            }

            var call = Outcome.OfAsync(client.Open(Set)("http://127.0.0.1:9", handler));
            await body.WaitForReadAsync();
            await _clock.WaitForTimerAsync(s_idle);
            for (var i = 0; i < 6; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                body.Send("x");
                await body.WaitForReadAsync();
            }

            Assert.False(call.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(1));
            var outcome = await call;

            Assert.Equal(("Timeout Idle", "a"), (outcome.Word, outcome.Text));
            Assert.Equal((1, "a"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
            Assert.Equal(1, handler.Requests);
        }
    }

    // Nobody can tell an answer that dribbles in from a long one: the timer over the whole call ends it.
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task C08_unstreamed_the_timer_of_the_whole_call_ends_it(Client client)
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body, contentType: "application/json");
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options =>
        {
            Set(options);
            (options.Handler, options.Timeouts.Total) = (handler, s_idle * 5);
        });
        var call = Outcome.OfAskAsync(asked);
        body.Send("{\"x\":\"");
        for (var i = 0; i < 9; i++)
        {
            await body.WaitForReadAsync();
            _clock.Advance(s_idle / 2);
            body.Send("x");
        }

        await body.WaitForReadAsync();
        Assert.False(call.IsCompleted);
        _clock.Advance(s_idle / 2);

        Assert.Equal("Timeout Total", (await call).Word);
        Assert.Equal(1, handler.Requests);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C09_a_slow_caller_costs_no_time(Client client, Split split)
    {
        foreach (var pieces in split.Ways(client.Stream("a", "b", "c").Utf8()))
        {
            // Reads that wait, so that a timer which goes on between them would be seen.
            using var handler = new StubHandler(() => new PieceStream(pieces.Select(piece => (ReadOnlyMemory<byte>)piece), _ => true), contentType: client.StreamType());
            var outcome = await Outcome.OfAsync(client.Open(Set)("http://127.0.0.1:9", handler), _ => _clock.Advance(TimeSpan.FromHours(1)));

            Assert.Equal(("none", "abc"), (outcome.Word, outcome.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C09_nothing_is_read_ahead_of_a_slow_caller(Client client, Split split)
    {
        var item = client.Item("a").Utf8();
        var body = new PieceStream(Forever(split.Ways(item)).Select(piece => (ReadOnlyMemory<byte>)piece));
        using var handler = new StubHandler(() => body, contentType: client.StreamType());
        var items = 0;
        await foreach (var _ in client.Open(Set)("http://127.0.0.1:9", handler))
        {
            items++;
            // One read into the buffer, whatever that held by then.
            Assert.InRange(body.BytesRead, 0, (items * item.Length) + (16 * 1024));
            if (items == 1000)
            {
                break;
            }
        }
    }

    private static IEnumerable<IEnumerable<IReadOnlyList<byte[]>>> WaysOfAll(Split split, params string[] items)
    {
        var ways = items.Select(item => split.Ways(item.Utf8()).ToList()).ToList();
        return Enumerable.Range(0, ways.Max(way => way.Count)).Select(at => ways.Select(way => way[Math.Min(at, way.Count - 1)]));
    }

    private static IEnumerable<byte[]> Forever(IEnumerable<IReadOnlyList<byte[]>> ways)
    {
        while (true)
        {
            foreach (var piece in ways.SelectMany(way => way))
            {
                yield return piece;
            }
        }
    }

    private async Task<Outcome> StallAsync(StreamOpener open, string type, IReadOnlyList<byte[]> pieces)
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body, contentType: type);
        foreach (var piece in pieces)
        {
            body.Send(piece);
        }

        var call = Outcome.OfAsync(open("http://127.0.0.1:9", handler));
        await body.WaitForReadAsync();
        await _clock.WaitForTimerAsync(s_idle);
        _clock.Advance(s_idle - s_tick);
        Assert.False(call.IsCompleted);
        _clock.Advance(s_tick);
        var outcome = await call;
        Assert.Equal(1, handler.Requests);
        return outcome;
    }

    // The clock may be moved before the read waits, which then has its whole time.
    private async Task EndAsync(Task call)
    {
        var deadline = DateTime.UtcNow + Guard.Limit;
        while (!call.IsCompleted && DateTime.UtcNow < deadline)
        {
            _clock.Advance(s_idle);
            await Task.WhenAny(call, Task.Delay(1));
        }
    }

    private void Set(LlmConnectionOptions options)
    {
        options.TimeProvider = _clock;
        (options.Timeouts.Idle, options.Timeouts.TransferIdle) = (s_idle, s_idle);
        options.Retry.MaxRetries = 2;
    }
}
