using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>How servers are said to be, and what to do about it.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_report_says_of_each_server_what_is_wrong_and_what_to_do()
    {
        await using ScriptedServer loading = new(c => c.RespondJsonAsync("""{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""", 503));
        await using ScriptedServer locked = new(Refuses(401));
        await using ScriptedServer well = new(c => c.RespondJsonAsync("""{"version":"0.33.0"}"""));
        using var client = ClientOf(Dead(), loading.V1(LlmProviders.LlamaCpp), locked.V1(LlmProviders.OpenAICompatible), well.Native());

        var report = await client.HealthCheckAsync(Ct);

        Assert.Equal([ServerState.Unreachable, ServerState.Starting, ServerState.Failing, ServerState.Ready], report.Servers.Select(s => s.State));
        Assert.True(report is { IsHealthy: true, IsDegraded: true });
        Assert.Contains("ollama serve", report.Servers[0].Advice, StringComparison.Ordinal);
        Assert.Contains("Wait", report.Servers[1].Advice, StringComparison.Ordinal);
        Assert.Contains("ApiKey", report.Servers[2].Advice, StringComparison.Ordinal);
        Assert.Null(report.Servers[3].Problem);
    }

    [Theory]
    [InlineData("environment", "check its address, which comes from the environment variable OLLAMA_HOST.")]
    [InlineData("configuration", "check its address, which comes from the configuration key Llm:Targets:0:Endpoint.")]
    [InlineData("code", "check its address, which was set in code.")]
    [InlineData("default", "check its address, which is the default; the environment variable OLLAMA_BASE_URL or OLLAMA_HOST names another.")]
    public async Task Advice_names_where_the_address_came_from(string origin, string words)
    {
        var address = Dead().Endpoint;
        var target = new LlmTarget(LlmProviders.Ollama, "m", origin is "code" or "configuration" ? address : null);
        using var gone = new StubHandler((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError));
        using var client = new LlmClient(Options(target).With(options =>
        {
            options.Handler = gone;
            options.ReadVariable = name => origin == "environment" && name == "OLLAMA_HOST" ? address : null;
            options.ConfigurationKey = name => origin == "configuration" && name == "Targets[0].Endpoint" ? "Llm:Targets:0:Endpoint" : null;
        }));

        var health = Assert.Single((await client.HealthCheckAsync(Ct)).Servers);

        Assert.EndsWith(words, health.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("environment variable", origin is "code" or "configuration" ? health.Advice : "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Set the target's ApiKey, or the environment variable LMSTUDIO_API_KEY.")]
    [InlineData("code", "Check the API key, which was set in code.")]
    [InlineData("environment", "Check the API key, which comes from the environment variable LMSTUDIO_API_KEY.")]
    public async Task Advice_names_where_a_refused_key_came_from(string? origin, string words)
    {
        await using ScriptedServer locked = new(Refuses(401));
        var target = locked.V1(LlmProviders.LmStudio);
        target.ApiKey = origin == "code" ? "k" : null;
        using var client = new LlmClient(Options(target).With(options => options.ReadVariable = name =>
            origin != "environment" ? null : name == "LMSTUDIO_API_KEY" ? "k" : name == "LMSTUDIO_BASE_URL" ? $"{locked.Url}v1" : null));

        Assert.Equal(words, Assert.Single((await client.HealthCheckAsync(Ct)).Servers).Advice);
    }

    [Theory]
    [InlineData("ollama", "/api/version", """{"version":"1"}""")]
    [InlineData("ollama-v1", "/api/version", """{"version":"1"}""")]
    [InlineData("ollama-cloud", "/api/tags", """{"models":[]}""")]
    [InlineData("lmstudio", "/lmstudio-greeting", """{"lmstudio":true}""")]
    [InlineData("mlx", "/health", """{"status":"ok"}""")]
    [InlineData("llamacpp", "/health", """{"status":"ok"}""")]
    [InlineData("vllm", "/health", "")]
    [InlineData("openai-compatible", "/v1/models", """{"object":"list","data":[]}""")]
    public async Task Each_server_is_asked_by_its_own_route(string provider, string route, string answer)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(answer));
        var kind = LlmProviders.Find(provider)!;
        using var client = ClientOf(kind.IsNative ? new LlmTarget(kind, "m", server.Url.ToString()) : server.V1(kind));

        var report = await client.HealthCheckAsync(Ct);

        Assert.True(report.IsHealthy, report.Servers[0].ToString());
        Assert.Equal(route, Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task LM_Studio_s_200_to_everything_is_not_taken_for_well()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":"Unexpected endpoint or method. (GET /lmstudio-greeting)"}"""));
        using var client = ClientOf(server.V1(LlmProviders.LmStudio));

        Assert.Equal(ServerState.Failing, Assert.Single((await client.HealthCheckAsync(Ct)).Servers).State);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_five_seconds()
    {
        FakeClock clock = new();
        await using ScriptedServer server = new(c => c.HoldUntilClientClosesAsync());
        using var client = new LlmClient(Options(server.Native()).With(o => o.TimeProvider = clock));

        var check = client.HealthCheckAsync(Ct);
        await server.WaitForRequestAsync();
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ServerState.Starting, Assert.Single((await Guard.Within(check)).Servers).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_handler_of_the_user_s_throws_is_a_finding_too(bool isCancelled)
    {
        await using ScriptedServer well = new(c => c.RespondJsonAsync("""{"version":"1"}"""));
        using var pool = new HttpClientHandler();
        using var broken = new BrokenHandler(isCancelled ? new TaskCanceledException("the identity provider is silent") : new InvalidOperationException("the identity provider is silent")) { InnerHandler = pool };
        using var client = new LlmClient(Options(new LlmTarget(LlmProviders.Ollama, "m", "http://broken.example"), well.Native()).With(o => o.Handler = broken));

        var report = await client.HealthCheckAsync(Ct);
        var preflight = await client.PreflightAsync(cancellationToken: Ct);

        Assert.Equal([ServerState.Failing, ServerState.Ready], report.Servers.Select(s => s.State));
        Assert.Contains("the identity provider is silent", report.Servers[0].Problem, StringComparison.Ordinal);
        Assert.Contains("the identity provider is silent", Assert.Single(preflight.Targets[0].Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_is_cancelled_or_of_a_disposed_client_is_no_finding()
    {
        await using ScriptedServer server = new(c => c.HoldUntilClientClosesAsync());
        var client = ClientOf(server.Native());
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var check = client.HealthCheckAsync(leave.Token);
        await server.WaitForRequestAsync();
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(check));
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.HealthCheckAsync(Ct));
    }

    [Fact]
    public async Task Only_an_answer_proves_that_MLX_is_ready()
    {
        await using ScriptedServer server = new(
            c => c.RespondJsonAsync("""{"error":"still loading"}""", 404),
            c => c.RespondJsonAsync("""{"choices":[{"index":0,"message":{"role":"assistant","content":"H"},"finish_reason":"length"}]}"""));
        using var client = ClientOf(server.V1(LlmProviders.Mlx));

        var ready = await client.WaitUntilReadyAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.Equal(ServerState.Ready, ready.State);
        Assert.All(server.Requests, r => Assert.Equal(("/v1/chat/completions", 1), (r.Path, r.Json().GetProperty("max_tokens").GetInt32())));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Waiting_ends_with_what_was_wrong_at_last()
    {
        FakeClock clock = new();
        using var client = new LlmClient(Options(Dead()).With(o => o.TimeProvider = clock));

        var waiting = client.WaitUntilReadyAsync(TimeSpan.FromSeconds(2), Ct);
        await clock.PassWaitsAsync(waiting.ContinueWith(_ => { }, TaskScheduler.Default));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => waiting);
        Assert.Equal(LlmTimer.Total, error.Timer);
        Assert.Contains("no server became ready", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50)]
    public void An_interval_that_no_timer_can_wait_is_refused_at_once(int days)
    {
        using var client = ClientOf(Dead());

        Assert.Throws<ArgumentOutOfRangeException>(() => client.WatchHealthStreamAsync(TimeSpan.FromDays(days), Ct));
    }

    [Fact]
    public async Task Watching_tells_of_changes_only()
    {
        FakeClock clock = new();
        var version = """{"version":"1"}""";
        await using ScriptedServer server = new(c => c.RespondJsonAsync(version), c => c.RespondJsonAsync(version), Refuses(500), c => c.RespondJsonAsync(version));
        using var client = new LlmClient(Options(server.Native()).With(o => o.TimeProvider = clock));
        List<bool> seen = [];

        var watching = Task.Run(async () =>
        {
            await foreach (var report in client.WatchHealthStreamAsync(TimeSpan.FromSeconds(1), Ct))
            {
                seen.Add(report.IsHealthy);
                if (seen.Count == 3)
                {
                    break;
                }
            }
        }, Ct);
        await clock.PassWaitsAsync(watching);

        Assert.Equal([true, false, true], seen);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData("llama3.2", true)]
    [InlineData("llama3.2:latest", true)]
    [InlineData("llama3.2:1b", false)]
    [InlineData("other", false)]
    public async Task Preflight_finds_the_model_with_or_without_its_tag(string model, bool isThere)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(
            c.Request.Path == "/api/tags" ? """{"models":[{"name":"llama3.2:latest","capabilities":["completion"]}]}""" : """{"version":"1"}"""));
        using var client = ClientOf(server.Native(model));

        var report = await client.PreflightAsync(cancellationToken: Ct);

        Assert.Equal(isThere, report.IsReady);
        string[] missing = [$"The model '{model}' is not there. Pull it with 'ollama pull {model}', or use one of: llama3.2:latest."];
        Assert.Equal(isThere ? [] : missing, report.Targets[0].Problems);
    }

    [Fact]
    public async Task Preflight_finds_what_the_model_cannot_do()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(
            c.Request.Path switch
            {
                "/api/tags" => """{"models":[{"name":"m:latest","capabilities":["completion"]}]}""",
                "/api/show" => """{"capabilities":["completion","thinking"]}""",
                _ => """{"version":"1"}""",
            }));
        using var client = ClientOf(server.Native(), server.V1(LlmProviders.Mlx));
        var request = new LlmRequest { Messages = [LlmMessage.User("look", LlmImage.FromBytes(new byte[] { 1 }))], Think = Think.On, Format = ResponseFormat.Json };

        var report = await client.PreflightAsync(request, Ct);

        Assert.Equal("The model 'm' does not support vision; it has: completion, thinking.", Assert.Single(report.Targets[0].Problems));
        Assert.Equal(["MLX cannot be told the form of its answer; the request's Format would not be sent.", "MLX takes no pictures."], report.Targets[1].Problems);
        Assert.Equal(["/api/show"], server.Requests.Where(r => r.Method == "POST").Select(r => r.Path));
    }

    [Fact]
    public async Task LM_Studio_loads_a_model_once_and_with_its_context()
    {
        await using ScriptedServer server = new(
            c => c.RespondJsonAsync("""{"models":[{"type":"llm","key":"m","max_context_length":8192,"loaded_instances":[{"id":"m","config":{"context_length":4096}}]}]}"""),
            c => c.RespondJsonAsync("""{"type":"llm","instance_id":"m","status":"loaded"}"""),
            c => c.RespondJsonAsync("""{"models":[{"type":"llm","key":"m","max_context_length":8192,"loaded_instances":[{"id":"m","config":{"context_length":8192}}]}]}"""));
        var target = server.V1(LlmProviders.LmStudio);
        target.ContextLength = 8192;
        using var client = ClientOf(target);

        await client.PrewarmAsync(cancellationToken: Ct);
        await client.PrewarmAsync(cancellationToken: Ct);

        Assert.Equal(["/api/v1/models", "/api/v1/models/load", "/api/v1/models"], server.Requests.Select(r => r.Path));
        Assert.Equal("""{"model":"m","context_length":8192}""", server.Requests[1].Text);
    }

    [Fact]
    public async Task LM_Studio_may_take_minutes_to_load()
    {
        FakeClock clock = new();
        var loaded = new TaskCompletionSource();
        await using ScriptedServer server = new(
            c => c.RespondJsonAsync("""{"models":[]}"""),
            async c =>
            {
                await loaded.Task;
                await c.RespondJsonAsync("""{"type":"llm","instance_id":"m","status":"loaded"}""");
            });
        using var client = new LlmClient(Options(server.V1(LlmProviders.LmStudio)).With(o => o.TimeProvider = clock));

        var prewarm = client.PrewarmAsync(cancellationToken: Ct);
        await Guard.Within(server.WaitForRequestAsync(2));
        clock.Advance(TimeSpan.FromMinutes(9));
        loaded.SetResult();

        await Guard.Within(prewarm);
    }

    private sealed class BrokenHandler(Exception failure) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.Host == "broken.example" ? Task.FromException<HttpResponseMessage>(failure) : base.SendAsync(request, cancellationToken);
    }
}
