using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>Decisions along the servers of a client.</summary>
public sealed class DecideTests
{
    private const string Decided =
        """{"model":"nimble","answers":{"b":{"type":"noul","noul":0.75},"a":{"type":"choice","choice":"x","probabilities":{"x":0.9,"y":0.1},"confidence":0.5}},"usage":{"input_tokens":118,"output_tokens":2},"prompt_eval_cached_count":7}""";

    private static readonly SystemOneRequest s_request =
        SystemOneRequest.About("s", ("b", SystemOneQuestion.YesNo("q")), ("a", SystemOneQuestion.Choice("q", "x", "y")));

    [Theory]
    [InlineData("ollama")]
    [InlineData("llamacpp")]
    [InlineData("lmstudio")]
    public async Task Every_kind_of_server_decides(string provider)
    {
        await using ScriptedServer live = new(c => c.RespondJsonAsync(Decided));
        var kind = LlmProviders.Find(provider)!;
        using var client = ClientOf(kind.IsNative ? live.Native("decider") : live.V1(kind, "decider"));

        var answer = await client.DecideAsync(s_request, Ct);

        var request = Assert.Single(live.Requests);
        Assert.Equal(("POST", "/v1/systemone", "decider"), (request.Method, request.Path, request.Json().GetProperty("model").GetString()));
        Assert.Equal(["b", "a"], answer.Answers.Keys);
        Assert.Equal((provider, "nimble", false), (answer.Provider, answer.Model, answer.UsedFallback));
        Assert.Equal(new LlmUsage(118, 2, 120, 7), answer.Usage);
        Assert.Empty(answer.Failures);
        Assert.Null(s_request.Model);
    }

    [Fact]
    public async Task A_dead_server_is_followed_by_the_next_with_its_own_model()
    {
        await using ScriptedServer live = new(c => c.RespondJsonAsync(Decided));
        using var client = ClientOf(Dead("first"), live.V1(LlmProviders.LlamaCpp, "second"));

        var answer = await client.DecideAsync(s_request, Ct);

        Assert.Equal("second", Assert.Single(live.Requests).Json().GetProperty("model").GetString());
        Assert.True(answer.UsedFallback);
        Assert.Equal(("llamacpp", new Uri($"{live.Url}v1")), (answer.Provider, new Uri(answer.Endpoint!.ToString().TrimEnd('/'))));
        Assert.IsType<LlmConnectionException>(Assert.Single(answer.Failures).Error);
    }

    [Theory]
    [InlineData(500, "it failed", true)]
    [InlineData(404, "model 'm' not found", true)]
    [InlineData(400, "\\\"m\\\" does not support decision", false)]
    [InlineData(400, "questions must contain 1–64 fields", false)]
    [InlineData(413, "request body must not exceed 64 KiB without images", false)]
    public async Task A_refusal_moves_on_or_does_not(int status, string words, bool movesOn)
    {
        await using ScriptedServer first = new(Refuses(status, words));
        await using ScriptedServer second = new(c => c.RespondJsonAsync(Decided));
        using var client = ClientOf(first.Native(), second.Native());

        var error = await Record.ExceptionAsync(() => client.DecideAsync(s_request, Ct));

        Assert.Equal(movesOn, error is null);
        Assert.Equal(movesOn ? 1 : 0, second.Requests.Count);
    }

    [Theory]
    [InlineData("""{"model":"m","answers":{"b":{"type":"noul","noul":0.75}}}""")]
    [InlineData("""{"model":"m","answers":{"b":{"type":"noul","noul":0.75},"a":null}}""")]
    [InlineData("""{"result":{"answers":{}},"success":true}""")]
    [InlineData("""{"choices":[]}""")]
    public async Task A_question_without_an_answer_is_a_failure_and_moves_on(string body)
    {
        await using ScriptedServer first = new(c => c.RespondJsonAsync(body));
        await using ScriptedServer second = new(c => c.RespondJsonAsync(Decided));
        using var client = ClientOf(first.Native(), second.Native());
        await using var native = first.Create();
        await using OpenAICompatibleClient v1 = first.CreateV1();

        var answer = await client.DecideAsync(s_request, Ct);

        Assert.IsType<LlmProtocolException>(Assert.Single(answer.Failures).Error);
        Assert.Contains("no answer to the question", (await Assert.ThrowsAsync<LlmProtocolException>(() => native.DecideAsync(s_request, Ct))).Message, StringComparison.Ordinal);
        Assert.Contains("no answer to the question", (await Assert.ThrowsAsync<LlmProtocolException>(() => v1.DecideAsync(s_request, Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_route_answers_200_with_an_error_has_no_such_route()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":"Unexpected endpoint or method. (POST /v1/systemone)"}"""));
        using var client = ClientOf(server.V1(LlmProviders.LmStudio));

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.DecideAsync(s_request, Ct));

        Assert.Equal(ApiErrorKind.RouteNotFound, error.Kind);
    }

    [Fact]
    public async Task How_long_the_model_stays_is_the_targets_unless_the_request_says_so()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(Decided));
        var target = server.Native();
        target.KeepAlive = "1h";
        using var client = ClientOf(target);

        await client.DecideAsync(s_request, Ct);
        await client.DecideAsync(s_request with { KeepAlive = "5m" }, Ct);

        Assert.Equal(["3600", "300"], server.Requests.Select(request => request.Json().GetProperty("keep_alive").ToString()));
    }

    [Fact]
    public async Task One_question_has_one_answer()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"answers":{"answer":{"type":"noul","noul":0.75}}}"""));
        using var client = ClientOf(server.Native());
        await using var native = server.Create();
        await using OpenAICompatibleClient v1 = server.CreateV1();

        Assert.True((await client.DecideAsync("s", SystemOneQuestion.YesNo("q"), Ct)).IsYes());
        Assert.True((await native.DecideAsync("s", SystemOneQuestion.YesNo("q"), "other", cancellationToken: Ct)).IsYes());
        Assert.True((await v1.DecideAsync("s", SystemOneQuestion.YesNo("q"), Ct)).IsYes());
        Assert.Equal(["m", "other", "m"], server.Requests.Select(request => request.Json().GetProperty("model").GetString()));
    }

    [Fact]
    public async Task What_the_caller_sets_for_the_call_holds_and_is_told()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(Decided));
        using var client = ClientOf(server.Native());
        var seen = new List<int>();

        await client.DecideAsync(s_request, new CallOptions { RequestId = "r-1", OnResponse = info => seen.Add(info.Attempts) }, Ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DecideAsync(s_request, new CancellationToken(true)));

        Assert.Equal([1], seen);
        Assert.Single(server.Requests);
    }
}
