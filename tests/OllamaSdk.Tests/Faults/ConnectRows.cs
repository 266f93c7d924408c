using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A: no connection comes about.</summary>
public sealed class ConnectRows
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(60);

    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A01_a_refused_port(Client client, bool streamed, bool foreign)
    {
        var root = FaultCall.DeadAddress(out var taken);
        using (taken)
        {
            var address = root.Replace("://", "://user:pa55word@", StringComparison.Ordinal) + "/path";
            var outcome = await FaultCall.OfAsync(client, address, streamed, foreign, options => options.Retry.MaxRetries = 2);

            var error = Assert.IsType<LlmConnectionException>(outcome.Check("Connection Connect", $"{root}/path", attempts: 3));
            Assert.DoesNotContain("pa55word", error.ToString(), StringComparison.Ordinal);
            Assert.Contains(root["http://".Length..], error.Message, StringComparison.Ordinal);
            Assert.Equal(!client.IsEvents(), error.Message.Contains("ollama serve", StringComparison.Ordinal));
            Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(error.InnerException?.InnerException).SocketErrorCode);
        }
    }

    [Fact]
    public async Task A01_what_changes_something_is_tried_again_too_since_nothing_was_sent()
    {
        var root = FaultCall.DeadAddress(out var taken);
        using (taken)
        {
            await using var client = TestClient.Create(root);

            Assert.Equal(3, (await Assert.ThrowsAsync<LlmConnectionException>(() => client.DeleteModelAsync("m", cancellationToken: TestClient.Ct))).Attempts);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A02_a_server_that_takes_no_connection(Client client, bool streamed, bool foreign)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems refuse what does not fit into the queue.");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new TcpClient();
        // It fills the queue: what comes after it gets no answer.
        await first.ConnectAsync((IPEndPoint)listener.LocalEndPoint!, TestClient.Ct);

        var root = $"http://{listener.LocalEndPoint}";
        var outcome = await FaultCall.OfAsync(client, root, streamed, foreign, options => (options.Timeouts.Connect, options.Retry.MaxRetries) = (s_limit, 1),
            new SocketsHttpHandler { ConnectTimeout = s_limit });

        Assert.Equal(s_limit, Assert.IsType<LlmTimeoutException>(outcome.Check("Timeout Connect", root, attempts: 2)).Limit);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A03_a_name_that_nobody_knows(Client client, bool streamed, bool foreign)
    {
        const string root = "http://no-such-host.invalid:11434";
        var lookups = 0;
        using var theirs = new SocketsHttpHandler();
        using var own = new OllamaClientOptions().CreateConnectionPool();
        // What a name server says, without one: how soon a real one answers is nobody's to promise. See also FaultTests.
        (foreign ? theirs : own).ConnectCallback = (_, _) =>
        {
            lookups++;
            throw new SocketException((int)(lookups == 1 ? SocketError.TryAgain : SocketError.HostNotFound));
        };

        // A second time, since a name server may have been busy; and no third time.
        var outcome = await FaultCall.OfAsync(
            client, root, streamed, foreign, options => (options.Handler, options.Retry.MaxRetries) = (foreign ? null : own, 5), theirs);

        Assert.Contains("no-such-host.invalid", outcome.Check("Connection Resolve", root, attempts: 2).Message, StringComparison.Ordinal);
        Assert.Equal(2, lookups);
    }

    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    [InlineData(Client.Llm)]
    [InlineData(Client.LlmV1)]
    public async Task A04_a_name_that_comes_to_mean_another_server(Client client)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var before = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(client.Item("a"));
            await connection.WaitForAsync(go);
            await connection.SendChunkAsync(client.Item("b") + client.Last());
            await connection.EndChunksAsync();
        });
        await using var after = new ScriptedServer(connection => connection.RespondJsonAsync(client.Whole("c")));
        var meant = before.Url.Port;
        using var pool = new OllamaClientOptions().CreateConnectionPool();
        Assert.InRange(pool.PooledConnectionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        // As if the minutes had passed, and as if names were looked up.
        pool.PooledConnectionLifetime = TimeSpan.FromMilliseconds(1);
        pool.ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, meant), token);
            return new NetworkStream(socket, ownsSocket: true);
        };
        await using var asked = new FaultClient(client, "http://name.test", options => options.Handler = pool);

        await using var stream = asked.StreamAsync().GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await Guard.Within(stream.MoveNextAsync().AsTask()));
        meant = after.Url.Port;
        var old = Environment.TickCount64;
        SpinWait.SpinUntil(() => Environment.TickCount64 > old + 1);
        Assert.Equal("c", await Guard.Within(asked.AskAsync()));
        go.SetResult();
        var rest = "";
        while (await Guard.Within(stream.MoveNextAsync().AsTask()))
        {
            rest += stream.Current;
        }

        // The stream has ended well where it began, and its connection is of no more use.
        Assert.Equal("b", rest);
        Assert.Equal("c", await Guard.Within(asked.AskAsync()));
        Assert.Equal((1, 2), (before.Requests.Count, after.Requests.Count));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A05_localhost_is_two_addresses_and_the_server_has_the_second_one(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.AnswerAsync(client));
        using var http = new SocketsHttpHandler();
        using var own = new OllamaClientOptions().CreateConnectionPool();
        var pool = foreign ? http : own;
        // The order in which a resolver may give them. Nothing listens at the first one.
        pool.ConnectCallback = async (context, token) =>
        {
            Assert.Equal("localhost", context.DnsEndPoint.Host);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
            await socket.ConnectAsync([IPAddress.IPv6Loopback, IPAddress.Loopback], context.DnsEndPoint.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        };

        var outcome = await FaultCall.OfAsync(client, $"http://localhost:{server.Url.Port}", streamed, foreign, options => options.Handler = foreign ? null : pool, http);

        Assert.Equal(("none", "hello"), (outcome.Word, outcome.Text));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A05_localhost_as_this_machine_knows_it(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.AnswerAsync(client));

        var outcome = await FaultCall.OfAsync(client, $"http://localhost:{server.Url.Port}", streamed, foreign);

        Assert.Equal(("none", "hello"), (outcome.Word, outcome.Text));
        Assert.Single(server.Requests);
    }
}
