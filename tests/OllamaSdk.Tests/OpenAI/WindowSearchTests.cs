using System.Text;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>How much context a model has at a server of <c>/v1</c>: asked for behind an answer, by the routes that tell it.</summary>
public sealed class WindowSearchTests
{
    // About 1,500 tokens, which is enough to ask.
    private static readonly string s_prompt = string.Join(' ', Enumerable.Repeat("wonderful mountains", 750));

    public static TheoryData<string, string, string?, string?, int?> Servers => new()
    {
        { "vLLM", """{"data":[{"id":"other","owned_by":"vllm","max_model_len":7},{"id":"m","owned_by":"vllm","max_model_len":8192}]}""", null, null, 8192 },
        { "llama-server, which takes any name", """{"data":[{"id":"/models/x.gguf","owned_by":"llamacpp","meta":{"n_ctx":4096,"n_ctx_train":131072}}]}""", null, null, 4096 },
        { "llama-server, older", """{"data":[{"id":"m","owned_by":"llamacpp","meta":{"n_ctx_train":131072}}]}""", "/props?model=m&autoload=false", """{"default_generation_settings":{"n_ctx":2048}}""", 2048 },
        { "llama-server, as a router", """{"data":[{"id":"m","owned_by":"llamacpp"}]}""", "/props?model=m&autoload=false", """{"role":"router","default_generation_settings":{"n_ctx":0}}""", null },
        { "LM Studio", """{"data":[{"id":"m","owned_by":"organization_owner"}]}""", "/api/v1/models", """{"models":[{"key":"n","loaded_instances":[{"id":"n","config":{"context_length":7}}]},{"key":"m","max_context_length":131072,"loaded_instances":[{"id":"m","config":{"context_length":6000}}]}]}""", 6000 },
        { "LM Studio, one of two instances", """{"data":[{"id":"m","owned_by":"organization_owner"}]}""", "/api/v1/models", """{"models":[{"key":"k","loaded_instances":[{"id":"m","config":{"context_length":6000}},{"id":"m:2","config":{"context_length":9000}}]}]}""", 6000 },
        { "LM Studio, two that differ", """{"data":[{"id":"m","owned_by":"organization_owner"}]}""", "/api/v1/models", """{"models":[{"key":"m","loaded_instances":[{"id":"x","config":{"context_length":6000}},{"id":"y","config":{"context_length":9000}}]}]}""", null },
        { "LM Studio, not loaded", """{"data":[{"id":"m","owned_by":"organization_owner"}]}""", "/api/v1/models", """{"models":[{"key":"m","max_context_length":131072,"loaded_instances":[]}]}""", null },
        { "Ollama", """{"data":[{"id":"m:latest","owned_by":"library"}]}""", "/api/ps", """{"models":[{"name":"m:latest","model":"m:latest","context_length":4096}]}""", 4096 },
        { "a server that does not tell", """{"data":[{"id":"m"}]}""", "/api/ps", null, null },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Is_found_where_the_server_tells_it(string server, string models, string? route, string? answer, int? expected)
    {
        var (paths, clock) = (new List<string>(), new FakeClock());
        using var handler = Server(paths, models, answer);
        await using var client = handler.CreateV1(options => options.TimeProvider = clock);

        await client.ChatAsync(s_prompt, cancellationToken: TestClient.Ct);
        await UntilAsync(() => Asked(paths) >= (route is null ? 1 : 2));
        // The answer to the question may still be on its way.
        ChatCompletion second;
        do
        {
            second = await client.ChatAsync(s_prompt, cancellationToken: TestClient.Ct);
        }
        while (second.PromptTruncation!.Window is null && expected is not null);


        Assert.True(expected == second.PromptTruncation!.Window, server);
        Assert.Equal(expected is null ? PromptWindowSource.Unknown : PromptWindowSource.Server, second.PromptTruncation.WindowSource);
        string[] asked = route is null ? ["/v1/models"] : ["/v1/models", route];
        Assert.Equal(asked, Snapshot(paths));

        // At most once in five minutes.
        clock.Advance(TimeSpan.FromMinutes(5));
        await client.ChatAsync(s_prompt, cancellationToken: TestClient.Ct);
        await UntilAsync(() => Asked(paths) >= 2 * asked.Length);
        Assert.Equal([.. asked, .. asked], Snapshot(paths));
    }

    [Fact]
    public async Task Nothing_is_asked_for_a_short_prompt_or_where_that_is_switched_off()
    {
        var paths = new List<string>();
        using var handler = Server(paths, """{"data":[]}""", null);
        await using var client = handler.CreateV1();
        await using var mute = handler.CreateV1(options => options.PromptGuard.AskWindow = false);

        await client.ChatAsync("Why is the sky blue?", cancellationToken: TestClient.Ct);
        await mute.ChatAsync(s_prompt, cancellationToken: TestClient.Ct);

        Assert.Empty(Snapshot(paths));
    }

    [Fact]
    public async Task The_key_goes_with_the_question_and_the_base_path_stays()
    {
        await using ScriptedServer server = new(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/prefix/v1/models" => """{"data":[{"id":"m"}]}""",
            "/prefix/api/ps" => """{"models":[]}""",
            _ => Answer(1000),
        }));
        using var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{server.Url}prefix/v1", ApiKey = "k3y", DefaultModel = "m", Headers = { ["X-Team"] = "blue" } });

        await client.ChatAsync(s_prompt, cancellationToken: TestClient.Ct);
        await UntilAsync(() => server.Requests.Count >= 3);

        Assert.Equal(["/prefix/v1/chat/completions", "/prefix/v1/models", "/prefix/api/ps"], server.Requests.Select(request => request.Path));
        Assert.All(server.Requests, request => Assert.Equal(("Bearer k3y", "blue"), (request.Header("Authorization"), request.Header("X-Team"))));
    }

    [Fact]
    public async Task A_server_that_fails_costs_no_answer()
    {
        using var handler = new StubHandler((request, _) => Task.FromResult(request.Method == HttpMethod.Get
            ? Json("""{"error":"broken"}""", System.Net.HttpStatusCode.InternalServerError)
            : Json(Answer(1000))));
        var logs = new CapturingLogs();
        await using var client = handler.CreateV1(options => options.LoggerFactory = logs);

        Assert.Null((await client.ChatAsync(s_prompt, cancellationToken: TestClient.Ct)).PromptTruncation!.Window);
        await UntilAsync(() => logs.Lines.Any(line => line.StartsWith("Debug ", StringComparison.Ordinal)));
    }

    private static Task UntilAsync(Func<bool> isSo) => Guard.Within(Task.Run(async () =>
    {
        while (!isSo())
        {
            await Task.Delay(1);
        }
    }));

    private static int Asked(List<string> paths) => Snapshot(paths).Length;

    private static string[] Snapshot(List<string> paths)
    {
        lock (paths)
        {
            return [.. paths];
        }
    }

    private static StubHandler Server(List<string> paths, string models, string? answer) => new((request, _) =>
    {
        if (request.Method == HttpMethod.Get)
        {
            lock (paths)
            {
                paths.Add(request.RequestUri!.PathAndQuery);
            }
        }

        return Task.FromResult(request.Method != HttpMethod.Get ? Json(Answer(1500))
            : request.RequestUri!.AbsolutePath == "/v1/models" ? Json(models)
            : answer is null ? Json("404 page not found", System.Net.HttpStatusCode.NotFound)
            : Json(answer));
    });

    private static HttpResponseMessage Json(string body, System.Net.HttpStatusCode status = System.Net.HttpStatusCode.OK) =>
        StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(body)), status, "application/json");

    private static string Answer(int tokens) =>
        $$$"""{"object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":{{{tokens}}}}}""";
}
