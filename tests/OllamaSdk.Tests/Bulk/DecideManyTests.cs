using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Bulk;

/// <summary>Many decisions: the options, results and ends of all bulk work.</summary>
public sealed class DecideManyTests
{
    private static readonly SystemOneRequest s_questions = SystemOneRequest.About("", ("odd", SystemOneQuestion.YesNo("Is it odd?")));

    // Answers with the state's own number.
    private static Func<ScriptedConnection, Task> Echo { get; } = connection => State(connection) switch
    {
        "3" => connection.RespondJsonAsync("""{"error":"state and questions exceed the context length"}""", 400),
        var state => connection.RespondJsonAsync("""{"answers":{"odd":{"type":"noul","noul":0.N}}}""".Replace("N", state, StringComparison.Ordinal)),
    };

    [Theory]
    [InlineData("native")]
    [InlineData("v1")]
    [InlineData("both")]
    public async Task The_same_questions_are_asked_about_each_text(string which)
    {
        await using var server = new ScriptedServer(Echo);
        using var native = server.Create();
        using OpenAICompatibleClient v1 = server.CreateV1();
        using var both = LlmServers.ClientOf(server.Native());
        string[] states = ["1", "2", "3", "4"];

        var results = which switch
        {
            "native" => (await native.DecideManyAsync(states, s_questions, cancellationToken: Ct).ToListAsync()).ConvertAll(one => (one.Index, one.Input, one.Output?.Answers, one.Error)),
            "v1" => (await v1.DecideManyAsync(states, s_questions, cancellationToken: Ct).ToListAsync()).ConvertAll(one => (one.Index, one.Input, one.Output?.Answers, one.Error)),
            _ => (await both.DecideManyAsync(states, s_questions, cancellationToken: Ct).ToListAsync()).ConvertAll(one => (one.Index, one.Input, one.Output?.Answers, one.Error)),
        };

        Assert.Equal(states, results.Select(result => result.Input));
        Assert.Equal([0.1, 0.2, null, 0.4], results.Select(result => result.Answers?["odd"].Noul));
        Assert.Equal(ApiErrorKind.ContextLength, Assert.IsType<LlmApiException>(results[2].Error).Kind);
        Assert.All(server.Requests, request => Assert.Equal("m", request.Json().GetProperty("model").GetString()));
        Assert.Equal("", s_questions.State!.Value.GetString());
    }

    [Fact]
    public async Task Requests_of_their_own_are_answered_each()
    {
        await using var server = new ScriptedServer(Echo);
        using var native = server.Create();
        using OpenAICompatibleClient v1 = server.CreateV1();
        using var both = LlmServers.ClientOf(server.Native());
        SystemOneRequest[] requests = [Ask("1"), Ask("2") with { Questions = null }, Ask("4")];

        double?[][] all =
        [
            [.. (await native.DecideManyAsync(requests, cancellationToken: Ct).ToListAsync()).Select(one => one.Output?.Answers["odd"].Noul)],
            [.. (await v1.DecideManyAsync(requests, cancellationToken: Ct).ToListAsync()).Select(one => one.Output?.Answers["odd"].Noul)],
            [.. (await both.DecideManyAsync(requests, cancellationToken: Ct).ToListAsync()).Select(one => one.Output?.Answers["odd"].Noul)],
        ];

        Assert.All(all, one => Assert.Equal([0.1, null, 0.4], one));
        Assert.Equal(6, server.Requests.Count);
        Assert.IsType<ArgumentException>((await native.DecideManyAsync(requests, cancellationToken: Ct).ToListAsync())[1].Error);
    }

    [Fact]
    public async Task Work_goes_on_where_it_stopped()
    {
        await using var server = new ScriptedServer(Echo);
        using var client = server.Create();
        var seen = new List<BulkProgress>();
        var bulk = new BulkOptions { StartIndex = 1, MaxConcurrency = 1, Progress = new Listener(seen.Add) };

        var results = await client.DecideManyAsync(["1", "2", "4"], s_questions, bulk, cancellationToken: Ct).ToListAsync();

        Assert.Equal([1, 2], results.Select(result => result.Index));
        Assert.Equal(3, seen[^1].ResumeIndex);
    }

    [Fact]
    public async Task A_model_that_cannot_decide_ends_the_work_and_so_does_a_server_without_the_route()
    {
        await using var cannot = new ScriptedServer(LlmServers.Refuses(400, "\\\"m\\\" does not support decision"));
        await using var old = new ScriptedServer(connection => connection.RespondAsync(404, "text/plain", "404 page not found"));
        using var one = cannot.Create();
        using var other = LlmServers.ClientOf(old.Native());

        var first = await Assert.ThrowsAnyAsync<LlmApiException>(() => one.DecideManyAsync(Enumerable.Repeat("1", 100), s_questions, cancellationToken: Ct).ToListAsync());
        var second = await Assert.ThrowsAnyAsync<LlmApiException>(() => other.DecideManyAsync(Enumerable.Repeat("1", 100), s_questions, cancellationToken: Ct).ToListAsync());

        Assert.Equal((ApiErrorKind.ModelDoesNotSupport, "decision", ApiErrorKind.RouteNotFound), (first.Kind, first.MissingCapability, second.Kind));
        Assert.InRange(cannot.Requests.Count, 1, 99);
    }

    [Fact]
    public async Task A_dead_server_costs_no_text()
    {
        await using var live = new ScriptedServer(Echo);
        using var client = LlmServers.ClientOf(LlmServers.Dead(), live.Native());

        var results = await client.DecideManyAsync(["1", "2"], s_questions, cancellationToken: Ct).ToListAsync();

        Assert.Equal([0.1, 0.2], results.Select(result => result.Output!.Answers["odd"].Noul));
        Assert.All(results, result => Assert.True(result.Output!.UsedFallback));
    }

    [Fact]
    public void Questions_that_no_server_takes_are_refused_at_once()
    {
        using var client = Create("http://127.0.0.1:9");
        using var both = LlmServers.ClientOf(LlmServers.Dead());

        Assert.Throws<ArgumentException>(() => client.DecideManyAsync(["1"], new SystemOneRequest(), cancellationToken: Ct));
        Assert.Throws<ArgumentException>(() => both.DecideManyAsync(["1"], new SystemOneRequest(), cancellationToken: Ct));
    }

    private static SystemOneRequest Ask(string state) => s_questions with { State = V1.Json($"\"{state}\"") };

    private static string State(ScriptedConnection connection) => connection.Request.Json().GetProperty("state").GetString()!;

    private sealed class Listener(Action<BulkProgress> report) : IProgress<BulkProgress>
    {
        public void Report(BulkProgress value) => report(value);
    }
}
