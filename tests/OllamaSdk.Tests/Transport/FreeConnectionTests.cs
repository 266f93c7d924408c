using System.Runtime.CompilerServices;
using OllamaSdk.TestKit;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Transport;

/// <summary>Waiting for a connection of the client's own pool: no timer of the server's runs meanwhile, and every way to end a call gives its connection back.</summary>
public sealed class FreeConnectionTests
{
    private readonly FakeClock _clock = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The ways in which a call can end.</summary>
    public enum Outcome
    {
        Answer,
        Stream,
        StreamLeft,
        StreamCancelled,
        StreamCut,
        ErrorLine,
        Refusal,
        NoAnswer,
        CancelledBeforeHeaders,
        FirstByte,
        Idle,
        ThrowsOnResponse,
        Nothing,
    }

    public static TheoryData<Outcome> Outcomes => [.. Enum.GetValues<Outcome>()];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_wait_is_not_the_server_s(bool llm)
    {
        await using var server = new ScriptedServer(HoldFirstAsync);
        await using var client = Client(server, 1);
        await using var many = Llm(server, 1);
        await using var first = (llm ? ItemsAsync(many.ChatStreamAsync("hi", cancellationToken: TestClient.Ct)) : ItemsAsync(client.Stream())).GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await Guard.Within(first.MoveNextAsync().AsTask()));

        Task second = llm ? many.ChatAsync("hi", cancellationToken: TestClient.Ct) : client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(server.Requests);
        Assert.False(second.IsCompleted);
        _release.SetResult();
        while (await Guard.Within(first.MoveNextAsync().AsTask()))
        {
        }

        await Guard.Within(second);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_whole_call_s_time_goes_on_and_says_what_it_waited_for()
    {
        await using var server = new ScriptedServer(HoldFirstAsync);
        await using var client = Client(server, 1);
        await using var first = client.Stream().GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await first.MoveNextAsync());

        var second = client.ChatAsync("hi", options: new CallOptions { TotalTimeout = TimeSpan.FromSeconds(5) }, cancellationToken: TestClient.Ct);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(second));

        Assert.Equal(LlmTimer.Total, error.Timer);
        Assert.Contains("it waited for a free connection, not for the server: this client may open 1, and all were in use; see MaxConnectionsPerServer", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        _release.SetResult();
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_and_takes_no_connection()
    {
        await using var server = new ScriptedServer(HoldFirstAsync);
        await using var client = Client(server, 1);
        using var source = new CancellationTokenSource();
        var first = client.Stream().ToListAsync();
        await server.WaitForRequestAsync();
        var second = client.ChatAsync("hi", cancellationToken: source.Token);
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(second));
        Assert.Equal(source.Token, error.CancellationToken);
        _release.SetResult();
        await Guard.Within(first);

        await Guard.Within(client.ChatAsync("hi", cancellationToken: TestClient.Ct));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_end_gives_the_connection_back(Outcome outcome)
    {
        var isFirst = true;
        await using var server = new ScriptedServer(async connection =>
        {
            if (isFirst)
            {
                isFirst = false;
                await AnswerAsync(connection, outcome);
            }
            else
            {
                await connection.RespondJsonAsync(TestClient.Last);
            }
        });
        await using var client = Client(server, 1);
        using var source = new CancellationTokenSource();
        var fails = await Record.ExceptionAsync(() => Guard.Within(CallAsync(client, server, outcome, source)));

        Assert.Equal(outcome is Outcome.Answer or Outcome.Stream or Outcome.StreamLeft or Outcome.Nothing, fails is null);
        await Guard.Within(client.ChatAsync("again", cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task A_call_that_nobody_ends_gives_it_back_when_it_is_collected()
    {
        var connections = new FreeConnections(1);
        await TakeAndForgetAsync(connections);

        var state = State();
        var wait = connections.TakeAsync(state, TestClient.Ct).AsTask();
        for (var i = 0; i < 100 && !wait.IsCompleted; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        await Guard.Within(wait);
        Assert.NotNull(state.Connection);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task TakeAndForgetAsync(FreeConnections connections) => connections.TakeAsync(State(), CancellationToken.None).AsTask();

    private static CallState State() => new(HttpMethod.Get, "/") { Kind = OperationKind.Read, FirstByteLimit = TimeSpan.Zero, MaxRetries = 0 };

    private OllamaClient Client(ScriptedServer server, int connections) => server.Create(options => Configure(options, connections));

    private LlmClient Llm(ScriptedServer server, int connections)
    {
        var options = new LlmClientOptions { Targets = { new LlmTarget("ollama", "m", server.Url.ToString()) }, ReadVariable = static _ => null };
        Configure(options, connections);
        return new LlmClient(options);
    }

    private void Configure(LlmConnectionOptions options, int connections)
    {
        options.TimeProvider = _clock;
        options.MaxConnectionsPerServer = connections;
        options.Retry.MaxRetries = 0;
        // The stream that holds the connection is in nobody's way.
        options.Timeouts.Idle = Timeout.InfiniteTimeSpan;
    }

    private static async IAsyncEnumerable<object> ItemsAsync<T>(IAsyncEnumerable<T> items)
        where T : class
    {
        await foreach (var item in items)
        {
            yield return item;
        }
    }

    private async Task HoldFirstAsync(ScriptedConnection connection)
    {
        if (_release.Task.IsCompleted)
        {
            await connection.RespondJsonAsync(TestClient.Last);
            return;
        }

        await connection.BeginStreamAsync(TestClient.Chunk);
        await _release.Task;
        await connection.SendChunkAsync(TestClient.Last + "\n");
        await connection.EndChunksAsync();
    }

    private static async Task AnswerAsync(ScriptedConnection connection, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Refusal:
                await connection.RespondJsonAsync("""{"error":"no"}""", 400);
                break;
            case Outcome.NoAnswer:
                connection.Close();
                break;
            case Outcome.CancelledBeforeHeaders or Outcome.FirstByte:
                await connection.HoldUntilClientClosesAsync();
                break;
            case Outcome.Answer or Outcome.ThrowsOnResponse or Outcome.Nothing:
                await connection.RespondJsonAsync(TestClient.Last);
                break;
            case Outcome.ErrorLine:
                await connection.BeginStreamAsync("""{"error":"no"}""");
                await connection.EndChunksAsync();
                break;
            case Outcome.Stream:
                await connection.BeginStreamAsync(TestClient.Chunk, TestClient.Last);
                await connection.EndChunksAsync();
                break;
            case Outcome.StreamCut:
                await connection.BeginStreamAsync(TestClient.Chunk);
                connection.Close();
                break;
            default:
                await connection.BeginStreamAsync(TestClient.Chunk);
                await connection.HoldUntilClientClosesAsync();
                break;
        }
    }

    private async Task CallAsync(OllamaClient client, ScriptedServer server, Outcome outcome, CancellationTokenSource source)
    {
        switch (outcome)
        {
            case Outcome.Nothing:
                await client.DeleteModelAsync("m", cancellationToken: TestClient.Ct);
                return;
            case Outcome.ThrowsOnResponse:
                await client.ChatAsync("hi", options: new CallOptions { OnResponse = _ => throw new InvalidOperationException("no") }, cancellationToken: TestClient.Ct);
                return;
            case Outcome.Answer or Outcome.Refusal or Outcome.NoAnswer:
                await client.ChatAsync("hi", cancellationToken: TestClient.Ct);
                return;
            case Outcome.CancelledBeforeHeaders:
                var call = client.ChatAsync("hi", cancellationToken: source.Token);
                await server.WaitForRequestAsync();
                await source.CancelAsync();
                await call;
                return;
            case Outcome.FirstByte:
                var limit = TimeSpan.FromSeconds(7);
                var slow = client.ChatAsync("hi", options: new CallOptions { FirstByteTimeout = limit }, cancellationToken: TestClient.Ct);
                await server.WaitForRequestAsync();
                await _clock.WaitForTimerAsync(limit);
                _clock.Advance(limit);
                await slow;
                return;
        }

        var options = new CallOptions { IdleTimeout = outcome == Outcome.Idle ? TimeSpan.FromSeconds(7) : null };
        await foreach (var _ in client.Stream(options, source.Token))
        {
            if (outcome == Outcome.StreamLeft)
            {
                return;
            }

            if (outcome == Outcome.StreamCancelled)
            {
                await source.CancelAsync();
            }

            if (outcome == Outcome.Idle)
            {
                var advanced = _clock.WaitForTimerAsync(TimeSpan.FromSeconds(7)).ContinueWith(task => _clock.Advance(TimeSpan.FromSeconds(7)), TaskScheduler.Default);
            }
        }
    }
}
