using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Llm;

/// <summary>The levels of thinking of each target's model: told, checked before sending by option, and named by a preflight.</summary>
public sealed class LevelTests
{
    private const string Levels = """{"capabilities":["completion","thinking"],"thinking":{"values":[false,"low","deep"],"default":"low"}}""";

    [Fact]
    public async Task Each_target_tells_its_own()
    {
        await using var newer = Server(Levels);
        await using var older = Server("""{"capabilities":["completion"]}""");
        await using var other = Server("{}");
        using var client = LlmServers.ClientOf(
            newer.Native("m"), older.Native("n"), newer.V1(LlmProviders.OllamaV1, "m"), other.V1(LlmProviders.Vllm, "v"), LlmServers.Dead("d"));

        var told = await client.GetThinkingLevelsAsync(cancellationToken: LlmServers.Ct);

        Assert.Equal(
            [("ollama", "m", true), ("ollama", "n", false), ("ollama-v1", "m", true), ("vllm", "v", false)],
            told.Select(one => (one.Provider, one.Model, one.Levels is not null)));
        Assert.Equal([Think.Off, Think.Low, "deep"], told[2].Levels!.Values);
        Assert.Equal(newer.Url, told[0].Endpoint);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Where_nobody_tells_the_failure_is_thrown()
    {
        using var one = LlmServers.ClientOf(LlmServers.Dead());
        using var two = LlmServers.ClientOf(LlmServers.Dead("a"), LlmServers.Dead("b"));

        await Assert.ThrowsAsync<LlmConnectionException>(() => one.GetThinkingLevelsAsync(cancellationToken: LlmServers.Ct));
        var error = await Assert.ThrowsAsync<LlmFallbackException>(() => two.GetThinkingLevelsAsync(cancellationToken: LlmServers.Ct));
        Assert.Equal(["a", "b"], error.Failures.Select(failure => failure.Model));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_level_that_the_model_does_not_know_is_refused_before_it_is_sent(bool native, bool streamed)
    {
        await using var server = Server(Levels);
        using var client = Checking(Target(server, native));

        var error = await Assert.ThrowsAsync<LlmApiException>(() => AskAsync(client, "ultra", streamed));

        Assert.Equal(ApiErrorKind.ModelDoesNotSupport, error.Kind);
        Assert.Contains("it knows: false, low, deep. Nothing was sent.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData(true, "deep", "\"think\":\"deep\"")]
    [InlineData(true, "true", "\"think\":true")]
    [InlineData(false, "deep", "\"reasoning_effort\":\"deep\"")]
    [InlineData(false, "false", "\"reasoning_effort\":\"none\"")]
    // The word for on that /v1 knows is no level of this model's, which would do what it does by itself: it is asked for its own level instead.
    [InlineData(false, "true", "\"reasoning_effort\":\"low\"")]
    public async Task One_that_it_knows_is_sent(bool native, string level, string sent)
    {
        await using var server = Server(Levels);
        using var client = Checking(Target(server, native));

        await AskAsync(client, level, streamed: false);
        await AskAsync(client, level, streamed: true);

        Assert.All(server.Requests.Where(r => r.Path.Contains("chat", StringComparison.Ordinal)), r => Assert.Contains(sent, r.Text, StringComparison.Ordinal));
        Assert.Equal(2, server.Requests.Count(r => r.Path.Contains("chat", StringComparison.Ordinal)));
        Assert.Single(server.Requests, r => r.Path == "/api/show");
    }

    [Fact]
    public async Task A_thinking_that_is_off_by_default_is_switched_on_by_a_level()
    {
        await using var server = Server("""{"thinking":{"values":[false,"some","much"],"default":false}}""");
        using var client = Checking(Target(server, native: false));

        await AskAsync(client, "true", streamed: false);

        Assert.Contains("\"reasoning_effort\":\"some\"", server.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_servers_are_not_asked_and_without_the_option_nobody_is()
    {
        await using var server = Server(Levels);
        using var other = Checking(server.V1(LlmProviders.LmStudio), server.V1(LlmProviders.LlamaCpp));
        using var unchecking = LlmServers.ClientOf(server.Native(), server.V1(LlmProviders.OllamaV1));

        await AskAsync(other, "ultra", streamed: false);
        await AskAsync(unchecking, "ultra", streamed: true);

        Assert.Equal(["/v1/chat/completions", "/api/chat"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task The_next_target_is_asked_where_the_policy_says_so()
    {
        await using var first = Server(Levels);
        await using var second = Server("""{"thinking":{"values":["ultra"]}}""");
        using var client = new LlmClient(LlmServers.Options(first.Native(), second.Native()).With(options =>
        {
            options.CheckThinkingLevels = true;
            options.Fallback.OnRefusals.Add(ApiErrorKind.ModelDoesNotSupport);
        }));

        var answer = await AskAsync(client, "ultra", streamed: false);

        Assert.Equal((second.Url, true), (answer.Endpoint, answer.UsedFallback));
        Assert.DoesNotContain(first.Requests, r => r.Path == "/api/chat");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preflight_names_a_level_that_is_none(bool native)
    {
        await using var server = Server(Levels);
        using var client = LlmServers.ClientOf(Target(server, native));

        var bad = await client.PreflightAsync(new LlmRequest("hi") { Think = "ultra" }, LlmServers.Ct);
        var good = await client.PreflightAsync(new LlmRequest("hi") { Think = "deep" }, LlmServers.Ct);

        Assert.Contains("'ultra'", Assert.Single(bad.Targets[0].Problems), StringComparison.Ordinal);
        Assert.Contains("false, low, deep", bad.Targets[0].Problems[0], StringComparison.Ordinal);
        Assert.True(good.IsReady);
    }

    [Fact]
    public void The_option_goes_along_to_a_client_of_its_own()
    {
        var native = LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m")).With(options => options.CheckThinkingLevels = true);
        var v1 = LlmServers.Options(new LlmTarget(LlmProviders.OllamaV1, "m")).With(options => options.CheckThinkingLevels = true);

        Assert.True(native.ToOllamaOptions().CheckThinkingLevels);
        Assert.True(v1.ToOpenAICompatibleOptions().CheckThinkingLevels);
        Assert.False(LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m")).ToOllamaOptions().CheckThinkingLevels);
    }

    private static LlmTarget Target(ScriptedServer server, bool native) => native ? server.Native() : server.V1(LlmProviders.OllamaV1);

    private static LlmClient Checking(params LlmTarget[] targets) => new(LlmServers.Options(targets).With(options => options.CheckThinkingLevels = true));

    private static async Task<LlmResponse> AskAsync(LlmClient client, string level, bool streamed)
    {
        var request = new LlmRequest("hi") { Think = level };
        return streamed ? (await client.ChatStreamAsync(request, LlmServers.Ct).ToListAsync())[^1].Response! : await client.ChatAsync(request, LlmServers.Ct);
    }

    private static ScriptedServer Server(string show) => new(connection => (connection.Request.Path, connection.Request.Text.Contains("\"stream\":true", StringComparison.Ordinal)) switch
    {
        ("/api/tags", _) => connection.RespondJsonAsync("""{"models":[{"name":"m:latest","digest":"1","capabilities":["completion","thinking"]},{"name":"n","digest":"2"}]}"""),
        ("/api/show", _) => connection.RespondJsonAsync(show),
        ("/api/version", _) => connection.RespondJsonAsync(TestClient.Version),
        ("/v1/models", _) => connection.RespondJsonAsync("""{"object":"list","data":[{"id":"m:latest"}]}"""),
        ("/api/chat", _) => connection.RespondNdjsonAsync(LlmServers.Answer),
        (_, true) => connection.RespondEventsAsync(V1.Finish, V1.Done),
        _ => connection.RespondJsonAsync(V1.Whole),
    });
}
