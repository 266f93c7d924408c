using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>A model of Ollama's names its own levels of thinking, also to who talks to it by <c>/v1</c>; no other server is asked twice.</summary>
public sealed class EffortLevelTests
{
    private const string Levels = """{"capabilities":["completion","thinking"],"thinking":{"values":[false,"low","Deep_2"],"default":"low"}}""";

    [Fact]
    public async Task The_levels_are_asked_beside_v1_and_once_per_model()
    {
        await using var server = Ollama(Levels);
        await using var client = server.CreateV1();

        for (var call = 0; call < 2; call++)
        {
            var levels = (await client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct))!;
            Assert.Equal([Think.Off, Think.Low, Think.Level("Deep_2")], levels.Values);
        }

        Assert.Equal(["/api/tags", "/api/show", "/api/tags"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("chat", "high")]
    [InlineData("chat", "max")]
    [InlineData("chat", "ultra")]
    [InlineData("chat stream", "Low")]
    [InlineData("reasoning", "high")]
    [InlineData("respond", "medium")]
    [InlineData("respond stream", "xhigh")]
    public async Task A_level_that_the_model_does_not_know_is_refused_before_it_is_sent(string call, string effort)
    {
        await using var server = Ollama(Levels);
        await using var client = server.CreateV1(options => options.CheckThinkingLevels = true);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => CallAsync(client, call, effort));

        Assert.Equal((ApiErrorKind.ModelDoesNotSupport, "thinking", "m"), (error.Kind, error.MissingCapability, error.Model));
        Assert.Contains($"\"m\" does not support thinking '{effort}'; it knows: none, low, Deep_2. Nothing was sent.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("chat", "Deep_2")]
    [InlineData("chat", "minimal")]
    [InlineData("chat", "none")]
    [InlineData("chat stream", "low")]
    [InlineData("reasoning", "low")]
    [InlineData("respond", "Deep_2")]
    [InlineData("respond stream", "none")]
    public async Task One_that_it_knows_is_sent(string call, string effort)
    {
        await using var server = Ollama(Levels);
        await using var client = server.CreateV1(options => options.CheckThinkingLevels = true);

        await CallAsync(client, call, effort);

        Assert.Equal(["/api/tags", "/api/show", call.StartsWith("respond", StringComparison.Ordinal) ? "/v1/responses" : "/v1/chat/completions"], server.Requests.Select(r => r.Path));
        Assert.Contains($"\"{effort}\"", server.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[false,true]""", "high", true)]
    [InlineData("""[false,true]""", "none", true)]
    [InlineData("""[true]""", "none", false)]
    [InlineData("""[false]""", "high", false)]
    [InlineData("""["low","max"]""", "xhigh", true)]
    [InlineData("""[]""", "high", true)]
    public async Task A_switch_has_no_word_for_on(string values, string effort, bool isSent)
    {
        await using var server = Ollama("{\"thinking\":{\"values\":" + values + "}}");
        await using var client = server.CreateV1(options => options.CheckThinkingLevels = true);

        var error = await Record.ExceptionAsync(() => CallAsync(client, "chat", effort));

        Assert.Equal(isSent, error is null);
        Assert.Equal(isSent, server.Requests[^1].Path == "/v1/chat/completions");
    }

    [Theory]
    [InlineData(404, "404 page not found")]
    [InlineData(404, """{"detail":"Not Found"}""")]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (GET /api/tags)"}""")]
    public async Task A_server_that_is_no_Ollama_is_asked_once_and_nothing_is_refused(int status, string body)
    {
        await using var server = new ScriptedServer(connection => connection.Request.Path == "/v1/chat/completions"
            ? connection.RespondJsonAsync(V1.Whole)
            : connection.RespondJsonAsync(body, status));
        await using var client = server.CreateV1(options => options.CheckThinkingLevels = true);

        await CallAsync(client, "chat", "ultra");
        await CallAsync(client, "chat", "ultra");

        Assert.Equal(["/api/tags", "/v1/chat/completions", "/v1/chat/completions"], server.Requests.Select(r => r.Path));
        Assert.Null(await client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData(401, """{"error":"unauthorized"}""")]
    [InlineData(404, """{"error":"model 'm' not found"}""")]
    [InlineData(400, """{"error":"invalid model name"}""")]
    public async Task What_is_wrong_with_the_call_is_said_by_its_own_route(int status, string body)
    {
        await using var server = new ScriptedServer(connection => connection.Request.Path == "/v1/chat/completions"
            ? connection.RespondJsonAsync(V1.Whole)
            : connection.RespondJsonAsync(connection.Request.Path == "/api/tags" ? """{"models":[]}""" : body, connection.Request.Path == "/api/tags" ? 200 : status));
        await using var client = server.CreateV1(options => options.CheckThinkingLevels = true);

        await CallAsync(client, "chat", "ultra");

        Assert.Equal("/v1/chat/completions", server.Requests[^1].Path);
        await Assert.ThrowsAnyAsync<LlmApiException>(() => client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task A_web_page_beside_v1_says_nothing()
    {
        await using var server = new ScriptedServer(connection => connection.Request.Path == "/v1/chat/completions"
            ? connection.RespondJsonAsync(V1.Whole)
            : connection.RespondJsonAsync("<html>hello</html>"));
        await using var client = server.CreateV1(options => options.CheckThinkingLevels = true);

        await CallAsync(client, "chat", "ultra");

        Assert.Null(await client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task Unless_asked_to_or_without_effort_nothing_is_checked()
    {
        await using var server = Ollama(Levels);
        await using var unchecking = server.CreateV1();
        await using var checking = server.CreateV1(options => options.CheckThinkingLevels = true);

        await CallAsync(unchecking, "chat", "ultra");
        await CallAsync(unchecking, "respond stream", "ultra");
        await checking.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await checking.RespondAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct);

        Assert.All(server.Requests, request => Assert.StartsWith("/v1/", request.Path, StringComparison.Ordinal));
    }

    private static async Task CallAsync(OpenAICompatibleClient client, string call, string effort)
    {
        var chat = new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hi")], ReasoningEffort = effort };
        var response = new ResponseRequest { Input = "hi", Reasoning = new ResponseReasoning { Effort = effort } };
        Task sent = call switch
        {
            "chat" => client.ChatAsync(chat, cancellationToken: TestClient.Ct),
            "chat stream" => client.ChatStreamAsync(chat, cancellationToken: TestClient.Ct).ToListAsync(),
            // Ollama prefers the object.
            "reasoning" => client.ChatAsync(chat with { ReasoningEffort = "low", Reasoning = new ChatReasoning { Effort = effort } }, cancellationToken: TestClient.Ct),
            "respond" => client.RespondAsync(response, cancellationToken: TestClient.Ct),
            _ => client.RespondStreamAsync(response, cancellationToken: TestClient.Ct).ToListAsync(),
        };
        await sent;
    }

    private static ScriptedServer Ollama(string show) => new(connection => (connection.Request.Path, connection.Request.Text.Contains("\"stream\":true", StringComparison.Ordinal)) switch
    {
        ("/api/tags", _) => connection.RespondJsonAsync("""{"models":[{"name":"m:latest","digest":"1","capabilities":["completion"]}]}"""),
        ("/api/show", _) => connection.RespondJsonAsync(show),
        ("/v1/responses", true) => connection.RespondEventsAsync("""{"type":"response.completed","response":{"id":"r","object":"response","status":"completed","output":[]}}"""),
        ("/v1/responses", _) => connection.RespondJsonAsync("""{"id":"r","object":"response","status":"completed","output":[]}"""),
        (_, true) => connection.RespondEventsAsync(V1.Finish, V1.Done),
        _ => connection.RespondJsonAsync(V1.Whole),
    });
}
