using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Faults;

/// <summary>H01 to H06: a cancelled call ends with the caller's own token, and the server is told by the end of the connection.</summary>
public sealed class CancelRows : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public static MatrixTheoryData<Client, bool> ClientsStreamedOrNot => new(Enum.GetValues<Client>(), [false, true]);

    public static MatrixTheoryData<Client, bool> ClientsAndPools => FaultData.ClientsAndPools;

    public static MatrixTheoryData<Client, bool, bool> ClientsAndPoolsStreamedOrNot => new(Enum.GetValues<Client>(), [false, true], [false, true]);

    public static MatrixTheoryData<Client, bool, bool> ClientsTwice => new(Enum.GetValues<Client>(), [false, true], [false, true]);

    public static MatrixTheoryData<Client, LlmTimer> Timers => new(Enum.GetValues<Client>(), [LlmTimer.Total, LlmTimer.FirstByte, LlmTimer.Idle]);

    public void Dispose() => _source.Dispose();

    [Theory]
    [MemberData(nameof(ClientsAndPoolsStreamedOrNot))]
    public async Task H01_before_it_is_sent(Client client, bool foreign, bool streamed)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(client.Whole("a")));
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Retry.MaxRetries = 2, foreign ? http : null);
        await _source.CancelAsync();

        await _source.AssertCancelledAsync(AskAsync(asked, streamed));

        Assert.Empty(server.Connections);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPoolsStreamedOrNot))]
    public Task H02_while_it_waits_for_headers(Client client, bool foreign, bool streamed) =>
        Held.ClosesAsync(client, foreign, connection => connection.HoldUntilClientClosesAsync(), async (asked, server) =>
        {
            var call = AskAsync(asked, streamed);
            await server.WaitForRequestAsync();
            await _source.CancelAsync();
            await _source.AssertCancelledAsync(call);
        }, options => options.Retry.MaxRetries = 2);

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public Task H03_while_a_read_waits(Client client, bool foreign) =>
        Held.ClosesAsync(client, foreign, connection => connection.HoldAsync(client, "a"), async (asked, _) =>
        {
            await using var items = asked.StreamAsync(token: _source.Token).GetAsyncEnumerator(TestClient.Ct);
            Assert.True(await items.MoveNextAsync());
            Assert.Equal("a", items.Current);
            var next = items.MoveNextAsync();
            await _source.CancelAsync();
            await _source.AssertCancelledAsync(next);
        });

    // The call and the loop that reads it have a token each; with think tags to split and without, which makes another iterator.
    [Theory]
    [MemberData(nameof(ClientsTwice))]
    public Task H03_by_either_of_two_tokens(Client client, bool byLoop, bool splits) =>
        Held.ClosesAsync(client, false, connection => connection.HoldAsync(client, "a"), async (asked, _) =>
        {
            using var other = new CancellationTokenSource();
            var (ofCall, ofLoop) = byLoop ? (other.Token, _source.Token) : (_source.Token, other.Token);
            await using var items = asked.StreamAsync(token: ofCall).GetAsyncEnumerator(ofLoop);
            Assert.True(await items.MoveNextAsync());
            var next = items.MoveNextAsync();
            await _source.CancelAsync();
            await _source.AssertCancelledAsync(next);
        }, options => options.SplitThinkTags = splits);

    [Theory]
    [InlineData(Client.Llm, false)]
    [InlineData(Client.Llm, true)]
    [InlineData(Client.LlmV1, false)]
    [InlineData(Client.LlmV1, true)]
    public async Task H03_by_either_of_two_tokens_in_a_tool_loop(Client client, bool byLoop)
    {
        await using var server = new ScriptedServer(connection => connection.HoldAsync(client, "a"));
        using var other = new CancellationTokenSource();
        var (ofCall, ofLoop) = byLoop ? (other.Token, _source.Token) : (_source.Token, other.Token);
        using var llm = LlmServers.ClientOf(client == Client.Llm ? server.Native() : server.V1(LlmProviders.OpenAICompatible));
        OperationCanceledException? error = null;
        try
        {
            await foreach (var happened in llm.RunWithToolsStreamAsync("hi", [], ofCall).WithCancellation(ofLoop))
            {
                await _source.CancelAsync();
            }
        }
        catch (OperationCanceledException e)
        {
            error = e;
        }

        Assert.Equal(_source.Token, error?.CancellationToken);
        Assert.NotNull(ToolLoop.ProgressOf(error!));
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public Task H03_inside_a_whole_answer(Client client, bool foreign)
    {
        var half = new TaskCompletionSource();
        return Held.ClosesAsync(client, foreign, async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(client.Whole("a")[..20]);
            half.SetResult();
            await connection.HoldUntilClientClosesAsync();
        }, async (asked, _) =>
        {
            var call = asked.AskAsync(token: _source.Token);
            await half.Task;
            await _source.CancelAsync();
            await _source.AssertCancelledAsync(call);
        });
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task H04_in_the_loop_body_while_more_items_are_there(Client client, bool foreign)
    {
        List<string> texts = [];
        await Held.ClosesAsync(client, foreign, connection => connection.HoldAsync(client, "a", "b", "c"), async (asked, _) => await _source.AssertCancelledAsync(Task.Run(async () =>
        {
            await foreach (var text in asked.StreamAsync(token: _source.Token))
            {
                texts.Add(text);
                await _source.CancelAsync();
            }
        }, TestClient.Ct)));

        Assert.Equal(["a"], texts);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task H04_in_the_loop_body_by_the_token_of_the_loop(Client client, bool foreign)
    {
        List<string> texts = [];
        await Held.ClosesAsync(client, foreign, connection => connection.HoldAsync(client, "a", "b", "c"), async (asked, _) => await _source.AssertCancelledAsync(Task.Run(async () =>
        {
            await foreach (var text in asked.StreamAsync(token: CancellationToken.None).WithCancellation(_source.Token))
            {
                texts.Add(text);
                await _source.CancelAsync();
            }
        }, TestClient.Ct)));

        Assert.Equal(["a"], texts);
    }

    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task H05_in_back_off(Client client, bool streamed)
    {
        var clock = new FakeClock();
        using var handler = new StubHandler((_, _) =>
        {
            var answer = StubHandler.Answer(new MemoryStream(), HttpStatusCode.ServiceUnavailable, "text/plain");
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(42));
            return Task.FromResult(answer);
        });
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => (options.Handler, options.TimeProvider, options.Retry.MaxRetries) = (handler, clock, 2));

        var call = AskAsync(asked, streamed, new CallOptions { TotalTimeout = TimeSpan.FromHours(1) });
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(42));
        await _source.CancelAsync();

        await _source.AssertCancelledAsync(call);
        Assert.Equal((1, TimeSpan.Zero), (handler.Requests, clock.Elapsed));
        Assert.Empty(clock.PendingTimers);
    }

    // The timer fires first; what it ends has not ended yet when the caller cancels.
    [Theory]
    [MemberData(nameof(Timers))]
    public async Task H06_it_wins_over_a_timer(Client client, LlmTimer timer)
    {
        var (clock, limit) = (new FakeClock(), TimeSpan.FromSeconds(7));
        using var slow = new SlowToEnd(timer == LlmTimer.Idle ? client.Item("a") : null, client.StreamType());
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => (options.Handler, options.TimeProvider, options.Retry.MaxRetries) = (slow, clock, 2));
        var options = new CallOptions { TotalTimeout = timer == LlmTimer.Total ? limit : null, FirstByteTimeout = timer == LlmTimer.FirstByte ? limit : null, IdleTimeout = timer == LlmTimer.Idle ? limit : null };

        var call = AskAsync(asked, streamed: true, options);
        await Guard.Within(slow.Waits);
        await clock.WaitForTimerAsync(limit);
        clock.Advance(limit);
        await Guard.Within(slow.Told);
        await _source.CancelAsync();
        slow.End();

        await _source.AssertCancelledAsync(call);
        Assert.Equal(1, slow.Requests);
    }

    private Task AskAsync(FaultClient client, bool streamed, CallOptions? options = null) =>
        streamed ? client.StreamAsync("hi", options, _source.Token).ToListAsync() : client.AskAsync("hi", options, _source.Token);
}
