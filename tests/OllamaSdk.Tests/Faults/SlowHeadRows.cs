using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>B: a head that does not come in time, and connections that went stale meanwhile.</summary>
public sealed class SlowHeadRows
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(9);
    private readonly FakeClock _clock = new();

    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B04_silence(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());

        await CheckAsync(server, client, streamed, foreign, () => _clock.Advance(s_limit - TimeSpan.FromTicks(1)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public Task B05_a_byte_of_the_head_each_second(Client client, bool streamed, bool foreign) =>
        EachSecondAsync(client, streamed, foreign, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n".Select(one => $"{one}"));

    [Theory]
    [MemberData(nameof(Ways))]
    public Task B08_an_interim_answer_each_second_and_no_answer(Client client, bool streamed, bool foreign) =>
        EachSecondAsync(client, streamed, foreign, Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n", 100));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B08_interim_answers_without_an_end(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                await connection.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n");
            }
        });

        // Together they may be no larger than one head.
        (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2)).Check("Protocol", server.Url.ToString());

        Assert.Single(server.Requests);
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B10_a_connection_that_the_server_closed_while_it_was_unused(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.AnswerAsync(client);
            connection.Close();
        });
        List<Socket> sockets = [];
        using var own = new OllamaClientOptions().CreateConnectionPool();
        using var theirs = new SocketsHttpHandler();
        using var http = new HttpClient(theirs);
        (foreign ? theirs : own).ConnectCallback = async (context, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            sockets.Add(socket);
            await socket.ConnectAsync(context.DnsEndPoint, token);
            return new NetworkStream(socket, ownsSocket: true);
        };
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Handler = foreign ? null : own, foreign ? http : null);

        Assert.Equal("hello", (await FaultCall.OfAsync(asked, streamed)).Text);
        // The server's end has arrived: nothing else can make an unused connection readable.
        Assert.True(sockets[0].Poll(Guard.Limit, SelectMode.SelectRead));
        var outcome = await FaultCall.OfAsync(asked, streamed);

        Assert.Equal(("none", "hello"), (outcome.Word, outcome.Text));
        Assert.Equal((2, 2), (server.Requests.Count, server.Connections.Count));
    }

    private async Task EachSecondAsync(Client client, bool streamed, bool foreign, IEnumerable<string> pieces)
    {
        using var second = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(async connection =>
        {
            foreach (var piece in pieces)
            {
                await connection.WaitForAsync(second.WaitAsync(TestClient.Ct));
                await connection.SendAsync(piece);
            }

            await connection.HoldUntilClientClosesAsync();
        });

        await CheckAsync(server, client, streamed, foreign, () =>
        {
            for (var passed = 1; passed < s_limit.TotalSeconds; passed++)
            {
                second.Release();
                _clock.Advance(TimeSpan.FromSeconds(1));
            }

            _clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        }, last: () => second.Release(100));
    }

    private async Task CheckAsync(ScriptedServer server, Client client, bool streamed, bool foreign, Action wait, Action? last = null)
    {
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), options =>
        {
            options.TimeProvider = _clock;
            options.Timeouts.StreamedGeneration = streamed ? s_limit : s_limit * 2;
            options.Timeouts.UnstreamedGeneration = streamed ? s_limit * 2 : s_limit;
            options.Retry.MaxRetries = 2;
        }, foreign ? http : null);

        var call = FaultCall.OfAsync(asked, streamed);
        await server.WaitForRequestAsync();
        await _clock.WaitForTimerAsync(s_limit);
        wait();
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        // A generation that took too long is not begun anew: it would take as long again.
        var error = Assert.IsType<LlmTimeoutException>((await Guard.Within(call)).Check("Timeout FirstByte", server.Url.ToString()));
        Assert.Equal(s_limit, error.Limit);
        last?.Invoke();
        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }
}
