using OllamaSdk.OpenAI;
using OllamaSdk.Providers;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Providers;

/// <summary>Which server answers is told by what it says, never by its port.</summary>
public sealed class DetectTests
{
    [Theory]
    [InlineData("lmstudio", "", "/lmstudio-greeting", """{"lmstudio":true}""")]
    [InlineData("ollama", "", "/api/version", """{"version":"0.33.0"}""")]
    [InlineData("llamacpp", "llama.cpp", "/props", """{"build_info":"b1-x","default_generation_settings":{}}""")]
    [InlineData("llamacpp", "llama.cpp", "/props", """{"role":"router"}""")]
    [InlineData("llamacpp", "", "/props", """{"default_generation_settings":{"n_ctx":4096},"total_slots":1}""")]
    [InlineData("vllm", "uvicorn", "/version", """{"version":"0.9"}""", "/v1/models", """{"object":"list","data":[{"id":"m","owned_by":"vllm"}]}""")]
    [InlineData("mlx", "BaseHTTP/0.6 Python/3.12", "/health", """{"status":"ok"}""", "/v1/models", """{"object":"list","data":[{"id":"m"}]}""")]
    [InlineData("openai-compatible", "mlx_vlm/0.6", "/health", """{"status":"healthy"}""", "/v1/models", """{"object":"list","data":[{"id":"m"}]}""")]
    [InlineData("openai-compatible", "", "/v1/models", """{"object":"list","data":[]}""")]
    public async Task A_server_is_known_by_its_answers(string expected, string header, params string[] routes)
    {
        await using ScriptedServer server = new(c => Array.IndexOf(routes, c.Request.Path) is >= 0 and var i
            ? c.RespondJsonAsync(routes[i + 1], 200, ("Server", header))
            : expected == "lmstudio"
                ? c.RespondJsonAsync("""{"error":"Unexpected endpoint or method. (GET)"}""")
                : c.RespondAsync(404, "text/plain", "404 page not found", ("Server", header)));

        var found = await DetectAsync($"{server.Url}v1");

        Assert.Equal(expected, found.Provider.Name);
        Assert.Equal(found.Provider.IsNative ? server.Url.ToString().TrimEnd('/') : $"{server.Url}v1", found.Endpoint);
        Assert.All(server.Requests, r => Assert.Null(r.Header("Authorization")));
    }

    [Fact]
    public async Task A_llama_server_that_is_loading_is_known()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""", 503));

        Assert.Same(LlmProviders.LlamaCpp, (await DetectAsync(server.Url.ToString())).Provider);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}""")]
    [InlineData(404, """{"error":{"message":"File Not Found","type":"not_found_error","code":404}}""")]
    [InlineData(503, "<html><title>llama.cpp</title></html>")]
    [InlineData(200, "{}")]
    public async Task A_llama_server_says_its_name_in_every_answer(int status, string body)
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/health"
            ? c.RespondJsonAsync("""{"status":"ok"}""", 200, ("Server", "llama.cpp"))
            : c.RespondAsync(status, "application/json", body, ("Server", "llama.cpp")));

        var found = await DetectAsync(server.Url.ToString());

        Assert.Equal(("llamacpp", $"{server.Url}v1"), (found.Provider.Name, found.Endpoint));
        Assert.Equal(["/lmstudio-greeting", "/props"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Its_version_is_told_where_it_may_be_seen()
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/props"
            ? c.RespondJsonAsync("""{"build_info":"b1-x"}""", 200, ("Server", "llama.cpp"))
            : c.RespondAsync(404, "text/plain", "", ("Server", "llama.cpp")));

        Assert.Equal("b1-x", (await DetectAsync(server.Url.ToString())).Version);
    }

    [Theory]
    [InlineData("vllm", "/version", 200, """{"version":"0.9"}""", "/v1/models", 401, """{"error":"Unauthorized"}""")]
    [InlineData("lmstudio", "/lmstudio-greeting", 401, "{}", "/v1/models", 401, """{"error":{"type":"invalid_request","code":"invalid_api_key","message":"An LM Studio API token is required"}}""")]
    [InlineData("openai-compatible", "/health", 200, "", "/v1/models", 401, """{"error":"Unauthorized"}""")]
    public async Task A_server_that_wants_a_key_is_known_as_far_as_it_says_something(string expected, params object[] routes)
    {
        await using ScriptedServer server = new(c => Array.IndexOf(routes, c.Request.Path) is >= 0 and var i
            ? c.RespondJsonAsync((string)routes[i + 2], (int)routes[i + 1])
            : c.RespondJsonAsync("""{"detail":"Not Found"}""", 404));

        Assert.Equal(expected, (await DetectAsync(server.Url.ToString())).Provider.Name);
    }

    [Fact]
    public async Task LM_Studio_without_a_greeting_is_known_by_its_words()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync($$"""{"error":"Unexpected endpoint or method. (GET {{c.Request.Path}})"}"""));

        Assert.Equal("lmstudio", (await DetectAsync(server.Url.ToString())).Provider.Name);
    }

    [Fact]
    public async Task An_error_of_200_is_no_version_of_Ollama_and_the_owner_of_models_tells_LM_Studio()
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/v1/models"
            ? c.RespondJsonAsync("""{"object":"list","data":[{"id":"m","object":"model","owned_by":"organization_owner"}]}""")
            : c.RespondJsonAsync("""{"error":"no such route","version":"1"}"""));

        Assert.Equal("lmstudio", (await DetectAsync(server.Url.ToString())).Provider.Name);
    }

    [Fact]
    public async Task Ollama_s_shape_in_another_server_s_list_deceives_nobody()
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/v1/models"
            ? c.RespondJsonAsync("""{"models":[{"name":"m","size":""}],"object":"list","data":[{"id":"m","owned_by":"llamacpp"}]}""")
            : Refuses(404)(c));

        Assert.Same(LlmProviders.LlamaCpp, (await DetectAsync(server.Url.ToString())).Provider);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("{\"version\":1,\"data\":7,\"models\":{}}")]
    public async Task Odd_JSON_is_no_server_of_ours(string answer)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(answer));

        var error = await Record.ExceptionAsync(() => DetectAsync(server.Url.ToString()));

        Assert.True(answer.Contains("data", StringComparison.Ordinal) ? error is null : error is LlmProtocolException, error?.ToString());
    }

    [Fact]
    public async Task A_server_that_is_silent_everywhere_is_given_up()
    {
        FakeClock clock = new();
        await using ScriptedServer server = new(c => c.HoldUntilClientClosesAsync());

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(async () =>
        {
            var detect = DetectAsync(server.Url.ToString(), clock);
            for (var asked = 1; asked <= 6; asked++)
            {
                await Guard.Within(Task.WhenAny(detect, server.WaitForRequestAsync(asked)));
                clock.Advance(TimeSpan.FromSeconds(2));
            }

            await Guard.Within(detect);
        });

        Assert.Equal(server.Url, error.Endpoint);
    }

    [Fact]
    public async Task What_is_no_server_of_ours_is_said_to_be_none()
    {
        await using ScriptedServer server = new(c => c.RespondAsync(200, "text/html", "<html><title>Router</title></html>"));

        await Assert.ThrowsAsync<LlmProtocolException>(() => LlmProviders.DetectAsync(server.Url.ToString(), cancellationToken: Ct));
        await Assert.ThrowsAsync<LlmConnectionException>(() => LlmProviders.DetectAsync(Dead().Endpoint!, cancellationToken: Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => LlmProviders.DetectAsync("ftp://h", cancellationToken: Ct));
    }

    // By a clock that stands still: a slow machine is no silent server.
    private static async Task<LlmServerInfo> DetectAsync(string endpoint, FakeClock? clock = null)
    {
        using var routes = new ServerRoutes(OptionChecks.Endpoint(endpoint), new OpenAICompatibleClientOptions { TimeProvider = clock ?? new FakeClock() });
        return await new ServerDetector(routes).DetectAsync(Ct);
    }
}
