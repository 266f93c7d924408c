using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Faults;

/// <summary>G01 to G06: how often a server sees a call, and when.</summary>
public sealed class RetryRows
{
    private readonly FakeClock _clock = new();

    public static MatrixTheoryData<Client, bool> ClientsStreamedOrNot => new(Enum.GetValues<Client>(), [false, true]);

    public static TheoryData<Client> Clients => FaultData.Clients;

    public static MatrixTheoryData<Client, bool, bool> ClientsAndPoolsStreamedOrNot => new(Enum.GetValues<Client>(), [false, true], [false, true]);

    // An answer is costly: it is asked for again at most twice, whatever the options say.
    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task G01_n_failures_then_success(Client client, bool streamed)
    {
        foreach (var (retries, most) in ((int, int)[])[(0, 0), (1, 1), (2, 2), (5, OperationPolicy.MaxGenerationRetries)])
        {
            for (var failures = 0; failures <= most + 1; failures++)
            {
                await using var server = new ScriptedServer(
                    [.. Enumerable.Range(1, failures).Select(n => (Func<ScriptedConnection, Task>)(c => c.RespondJsonAsync($$"""{"error":"down {{n}}"}""", 503))), c => AnswerAsync(c, client, streamed)]);
                await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Retry.MaxRetries = retries);

                var outcome = await AskAsync(asked, streamed);

                Assert.Equal(Math.Min(failures, most) + 1, server.Requests.Count);
                if (failures <= most)
                {
                    Assert.Equal(("none", "a"), (outcome.Word, outcome.Text));
                    continue;
                }

                Assert.Equal(("Api 503 ServerError", most + 1), (outcome.Word, outcome.Failure.Attempts));
                Assert.Equal($"down {most + 1}", Assert.IsType<LlmApiException>(outcome.Failure).ServerMessage);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task G01_the_waits_of_a_client_with_its_defaults(Client client, bool streamed)
    {
        const int Calls = 12;
        List<TimeSpan> arrivals = [];
        using var handler = new StubHandler((_, _) =>
        {
            arrivals.Add(_clock.Elapsed);
            return Task.FromResult(StubHandler.Answer(new MemoryStream(), HttpStatusCode.ServiceUnavailable, "text/plain"));
        });
        var defaults = new RetryOptions();
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options =>
            (options.Handler, options.TimeProvider, options.Retry.BaseDelay, options.Retry.MaxRetries) = (handler, _clock, defaults.BaseDelay, defaults.MaxRetries));

        for (var call = 0; call < Calls; call++)
        {
            await _clock.PassWaitsAsync(AskAsync(asked, streamed));
        }

        Assert.Equal(3 * Calls, arrivals.Count);
        var first = Enumerable.Range(0, Calls).Select(call => arrivals[(3 * call) + 1] - arrivals[3 * call]).ToArray();
        var second = Enumerable.Range(0, Calls).Select(call => arrivals[(3 * call) + 2] - arrivals[(3 * call) + 1]).ToArray();
        Assert.All(first, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(0.5)));
        Assert.All(second, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.True(first.Distinct().Count() > Calls / 2 && second.Distinct().Count() > Calls / 2, "the waits are hardly random");
        Assert.True(first.Concat(second).Max() > TimeSpan.FromSeconds(0.1), "there is hardly a wait");
    }

    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task G03_the_time_for_the_whole_call_ends_in_back_off(Client client, bool streamed)
    {
        var (total, wait) = (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(50));
        using var handler = new StubHandler((_, _) => Task.FromResult(Refusal("queue is full", wait)));
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => (options.Handler, options.TimeProvider, options.Retry.MaxRetries) = (handler, _clock, 2));

        var call = AskAsync(asked, streamed, new CallOptions { TotalTimeout = total });
        await _clock.WaitForTimerAsync(wait);
        _clock.Advance(wait);
        await _clock.WaitForTimerAsync(wait);
        _clock.Advance(total - wait);
        var outcome = await Guard.Within(call);

        var error = Assert.IsType<LlmTimeoutException>(outcome.Error);
        Assert.Equal((LlmTimer.Total, total, 2), (error.Timer, error.Limit, error.Attempts));
        Assert.Equal(503, Assert.IsType<LlmApiException>(error.InnerException).Status);
        Assert.Contains("queue is full", error.Message, StringComparison.Ordinal);
        Assert.Equal((2, total), (handler.Requests, _clock.Elapsed));
        Assert.Empty(_clock.PendingTimers);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task G04_a_storm_of_calls_while_the_server_is_down(Client client)
    {
        const int Calls = 1_000;
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"down"}""", 503));
        await using var asked = new FaultClient(client, server.Url.ToString(), options =>
            (options.Retry.BaseDelay, options.Retry.MaxRetries, options.MaxConnectionsPerServer) = (TimeSpan.Zero, 2, 16));

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = TestClient.Ct }, async (call, _) =>
            Assert.Equal("Api 503 ServerError", (await AskAsync(asked, streamed: call % 2 == 0)).Word));

        Assert.InRange(server.Requests.Count, Calls + 1, Calls + (Calls / 10));
    }

    [Theory]
    [MemberData(nameof(ClientsAndPoolsStreamedOrNot))]
    public async Task G06_a_failed_answer_gives_its_connection_up_before_the_wait(Client client, bool foreign, bool streamed)
    {
        const int Calls = 50;
        // Longer than what is read of an error, so that it is not read to its end.
        var body = new string('x', 2 * ApiErrors.MaxBodyBytes);
        var seen = 0;
        await using var server = new ScriptedServer(connection => ++seen % 3 == 0 ? AnswerAsync(connection, client, streamed) : connection.RespondAsync(503, "text/plain", body));
        using var pool = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var http = new HttpClient(pool);
        await using (var asked = new FaultClient(client, server.Url.ToString(),
            options => (options.MaxConnectionsPerServer, options.Retry.MaxRetries, options.Retry.BaseDelay) = (1, 2, TimeSpan.Zero), foreign ? http : null))
        {
            for (var call = 0; call < Calls; call++)
            {
                var outcome = await AskAsync(asked, streamed);
                Assert.Equal(("none", "a"), (outcome.Word, outcome.Text));
            }
        }

        Assert.Equal(3 * Calls, server.Requests.Count);
        http.Dispose();
        await Guard.Within(Task.WhenAll(server.Connections.Select(connection => connection.ClientClosed)), "the end of every connection");
    }

    private static Task<Outcome> AskAsync(FaultClient client, bool streamed, CallOptions? options = null) =>
        streamed ? Outcome.OfStreamAsync(client, options) : Outcome.OfAskAsync(client, options);

    private static Task AnswerAsync(ScriptedConnection connection, Client client, bool streamed) =>
        streamed ? connection.RespondAsync(200, client.StreamType(), client.Stream("a")) : connection.RespondJsonAsync(client.Whole("a"));

    private static HttpResponseMessage Refusal(string words, TimeSpan wait)
    {
        var answer = StubHandler.Answer(new MemoryStream($$"""{"error":"{{words}}"}""".Utf8()), HttpStatusCode.ServiceUnavailable, "application/json");
        answer.Headers.RetryAfter = new(wait);
        return answer;
    }
}
