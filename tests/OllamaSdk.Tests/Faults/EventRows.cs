using OllamaSdk.TestKit;
using OllamaSdk.Tests.Streaming;

namespace OllamaSdk.Tests.Faults;

/// <summary>E: server-sent events.</summary>
public sealed class EventRows
{
    private static readonly Client[] s_clients = [Client.V1, Client.LlmV1];

    private static readonly Route[] s_routes = [Route.Completion, Route.Response];

    private static readonly string[] s_pings = [":\n\n", ": keepalive 5/100\n\n", ":\n", "event: ping\n\n", "retry: 5\n\n", "id: 1\n\n", "\n\n", "data:\n\n"];

    public static MatrixTheoryData<Client, Split> Streams => new(s_clients, Enum.GetValues<Split>());

    public static MatrixTheoryData<Route, Split> Others => new(s_routes, Enum.GetValues<Split>());

    public static MatrixTheoryData<Client, string> Pings => new(s_clients, s_pings[..^2]);

    public static MatrixTheoryData<Client, string> Cases => new(s_clients, [.. SseDecodingTests.Ids]);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E01_comments_and_pings_are_no_items(Client client, Split split)
    {
        var pings = string.Concat(s_pings);
        var outcome = await Outcome.OfBodyAsync(client, split, pings + client.Item("a") + pings + client.Item("b") + pings + client.Last() + pings);

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task E01_on_the_other_routes(Route route, Split split)
    {
        var pings = string.Concat(s_pings);
        var outcome = await route.ReadAsync(split, pings + route.Item("a") + pings + route.Item("b") + pings + route.Last());

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Pings))]
    public async Task E01_each_of_them_gives_the_whole_time_again(Client client, string ping)
    {
        var idle = TimeSpan.FromMinutes(3);
        var (clock, body) = (new FakeClock(), new ChannelStream());
        using var handler = new StubHandler(() => body, contentType: client.StreamType());
        body.Send(client.Item("a"));
        var call = Outcome.OfAsync(client.Open(options => (options.TimeProvider, options.Timeouts.Idle) = (clock, idle))("http://127.0.0.1:9", handler));
        for (var i = 0; i < 5; i++)
        {
            await body.WaitForReadAsync();
            clock.Advance(idle - TimeSpan.FromMilliseconds(1));
            body.Send(ping);
        }

        await body.WaitForReadAsync();
        body.Send(client.Last());
        body.End();

        Assert.Equal(("none", "a"), ((await call).Word, (await call).Text));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E02_data_in_several_lines(Client client, Split split)
    {
        var body = client.Item("a").Replace(",", ",\ndata:", StringComparison.Ordinal)
            + client.Item("b").Replace(",", "\nevent: x\ndata: ,\r\ndata\r\ndata:", StringComparison.Ordinal) + client.Last();

        var outcome = await Outcome.OfBodyAsync(client, split, body);

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task E02_on_the_other_routes(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, route.Item("a").Replace(",", ",\ndata:", StringComparison.Ordinal) + route.Last());

        Assert.Equal(("none", "a"), (outcome.Word, outcome.Text));
    }

    // The last of them is what Ollama's /v1 makes of an error in the middle of a stream.
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E03_neither_a_reason_for_the_end_nor_its_mark(Client client, Split split)
    {
        foreach (var end in (string[])["", V1.Events(V1.Usage), V1.Events(V1.Finish.Replace("\"stop\"", "\"\"", StringComparison.Ordinal)), client.Item("")])
        {
            var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + client.Item("b") + end, configure: options => options.Retry.MaxRetries = 2);

            Assert.Equal(("Stream Incomplete", "ab"), (outcome.Word, outcome.Text));
            Assert.Equal("ab", outcome.Failure.Partial?.Content);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E04_a_reason_for_the_end_without_its_mark(Client client, Split split)
    {
        var logs = new CapturingLogs();
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + V1.Events(V1.Finish), configure: options => options.LoggerFactory = logs);

        Assert.Equal(("none", "a"), (outcome.Word, outcome.Text));
        Assert.Contains(logs.Lines, line => line.Contains("a reason for the end, and then no mark of it", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E05_data_after_the_mark_of_the_end(Client client, Split split)
    {
        foreach (var rest in (string[])[client.Item("b"), client.Error("late"), "data: {broken\n\n", "{\"error\":\"late\"}\n", "event: error\n\n", ": late\n\n", "data: [DONE]\n\n"])
        {
            var outcome = await Outcome.OfBodyAsync(client, split, client.Stream("a") + rest);

            Assert.Equal((rest, "none", "a"), (rest, outcome.Word, outcome.Text));
        }
    }

    [Theory]
    [InlineData(Client.V1, false)]
    [InlineData(Client.V1, true)]
    [InlineData(Client.LlmV1, false)]
    [InlineData(Client.LlmV1, true)]
    public async Task E05_the_connection_is_used_again_or_closed(Client client, bool stays)
    {
        var clock = new FakeClock();
        var bytes = (client.Stream("a") + client.Item("b")).Utf8();
        await using var server = new ScriptedServer(async connection =>
        {
            if (stays)
            {
                // The mark of the end has come, and the body goes on.
                await BodyEnd.Silence.Serve(connection, client.StreamType(), [bytes], Task.CompletedTask);
                return;
            }

            await connection.RespondChunksAsync(client.StreamType(), [bytes]);
        });
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.TimeProvider = clock);

        for (var i = 0; i < 3; i++)
        {
            var call = Outcome.OfStreamAsync(asked);
            if (stays)
            {
                clock.Advance(await clock.WaitForTimerAsync(left => left < TimeSpan.FromSeconds(1)));
                await Guard.Within(call);
                await Guard.Within(server.Connections[i].ClientClosed, "the server's notice that the client closed");
            }

            Assert.Equal(("none", "a"), ((await call).Word, (await call).Text));
        }

        Assert.Equal(stays ? 3 : 1, server.Connections.Count);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E08_an_empty_type_and_one_without_data(Client client, Split split)
    {
        var body = "event:\n" + client.Item("a") + "event: \n" + client.Item("b") + "event: ping\n\n" + client.Item("c") + "retry: 7\0\n" + client.Item("d") + client.Last();

        var outcome = await Outcome.OfBodyAsync(client, split, body);

        Assert.Equal(("none", "abcd"), (outcome.Word, outcome.Text));
    }

    // By the rules it would be no event. Nobody means nothing by it, and what hides a failure is worse.
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E08_the_type_of_an_error_counts_without_data(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + "event: error\n\n" + client.Last());

        Assert.Equal(("Stream ServerError", "a"), (outcome.Word, outcome.Text));
    }

    // What the events are is held against the cases beside the parser; here, that no cut of them changes what a caller gets.
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task E09_the_recorded_cases_through_the_clients(Client client, string id)
    {
        Outcome? first = null;
        foreach (var pieces in SseEvents.AllWays(SseDecodingTests.Body(id)))
        {
            var outcome = await Bodies.ReadAsync(client.Open(), pieces.Select(piece => piece.ToArray()).Where(piece => piece.Length > 0), client.StreamType());

            first ??= outcome;
            Assert.True(outcome.Error is null or LlmException, outcome.Word);
            Assert.Equal((first.Word, first.Error?.Message), (outcome.Word, outcome.Error?.Message));
            Assert.Equal(first.Texts, outcome.Texts);
        }
    }
}
