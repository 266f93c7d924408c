using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Models;

/// <summary>A model names its own levels of thinking, and of a wrong one the server takes another without a word.</summary>
public sealed class ThinkingLevelTests
{
    private const string Levels = """{"capabilities":["completion","thinking"],"thinking":{"values":[false,"low","Deep_2"],"default":"low"}}""";

    [Fact]
    public async Task The_levels_are_asked_once_per_model()
    {
        await using var server = Server(Levels);
        await using var client = server.Create();

        for (var call = 0; call < 2; call++)
        {
            var levels = (await client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct))!;
            Assert.Equal([Think.Off, Think.Low, Think.Level("Deep_2")], levels.Values);
            Assert.Equal(Think.Low, levels.Default);
        }

        Assert.Equal([ModelCapability.Completion, ModelCapability.Thinking], await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct));
        Assert.Equal(["/api/tags", "/api/show", "/api/tags", "/api/tags"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("""{"capabilities":["completion"]}""")]
    [InlineData("""{"thinking":null}""")]
    [InlineData("{}")]
    public async Task A_server_that_does_not_say_has_no_levels_and_nothing_is_refused(string show)
    {
        await using var server = Server(show);
        await using var client = server.Create(options => options.CheckThinkingLevels = true);

        Assert.Null(await client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct));
        await client.ChatAsync(Question("ultra"), cancellationToken: TestClient.Ct);

        Assert.Equal("/api/chat", server.Requests[^1].Path);
    }

    [Theory]
    [InlineData("""{"thinking":{"values":[false,7,"low"],"default":[]}}""")]
    [InlineData("""{"thinking":"yes"}""")]
    public async Task Levels_in_a_form_that_is_unknown_cost_nothing_but_themselves(string show)
    {
        await using var server = Server(show);
        await using var client = server.Create(options => options.CheckThinkingLevels = true);

        var answer = await client.ShowModelAsync(cancellationToken: TestClient.Ct);
        await client.ChatAsync(Question("ultra"), cancellationToken: TestClient.Ct);

        Assert.Empty(answer.Thinking?.Values ?? []);
        Assert.Equal("/api/chat", server.Requests[^1].Path);
    }

    [Theory]
    [InlineData(404, "404 page not found")]
    [InlineData(403, """{"error":"no"}""")]
    [InlineData(200, "<html>chats only</html>")]
    public async Task A_gateway_that_lets_only_chats_through_costs_no_call(int status, string body)
    {
        await using var server = new ScriptedServer(connection => connection.Request.Path == "/api/chat"
            ? connection.RespondJsonAsync(TestClient.Last)
            : connection.RespondJsonAsync(body, status));
        await using var client = server.Create(options => options.CheckThinkingLevels = true);

        await CallAsync(client, "chat", "ultra");
        await CallAsync(client, "chat stream", "ultra");

        await Assert.ThrowsAnyAsync<LlmException>(() => client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("chat", "Low")]
    [InlineData("chat stream", "high")]
    [InlineData("generate", "max")]
    [InlineData("generate stream", "high")]
    public async Task A_level_that_the_model_does_not_know_is_refused_before_it_is_sent(string call, string level)
    {
        await using var server = Server(Levels);
        await using var client = server.Create(options => options.CheckThinkingLevels = true);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => CallAsync(client, call, level));

        Assert.Equal((ApiErrorKind.ModelDoesNotSupport, "thinking", "m"), (error.Kind, error.MissingCapability, error.Model));
        Assert.Contains($"\"m\" does not support thinking '{level}'; it knows: false, low, Deep_2.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("chat", "Deep_2")]
    [InlineData("chat stream", "low")]
    [InlineData("generate", "false")]
    [InlineData("generate stream", "true")]
    public async Task One_that_it_knows_is_sent_and_to_switch_it_on_leaves_the_level_to_it(string call, string level)
    {
        await using var server = Server(Levels);
        await using var client = server.Create(options => options.CheckThinkingLevels = true);

        await CallAsync(client, call, level);

        Assert.Equal(["/api/tags", "/api/show", call.StartsWith("chat", StringComparison.Ordinal) ? "/api/chat" : "/api/generate"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("""[false]""", "true", false)]
    [InlineData("""["low","high"]""", "false", false)]
    [InlineData("""[true]""", "true", true)]
    [InlineData("""[]""", "high", true)]
    public async Task A_switch_is_a_level_too(string values, string level, bool isSent)
    {
        await using var server = Server("{\"thinking\":{\"values\":" + values + "}}");
        await using var client = server.Create(options => options.CheckThinkingLevels = true);

        var error = await Record.ExceptionAsync(() => CallAsync(client, "chat", level));

        Assert.Equal(isSent, error is null);
        Assert.Equal(isSent ? "/api/chat" : "/api/show", server.Requests[^1].Path);
    }

    [Fact]
    public async Task Unless_asked_to_or_without_think_nothing_is_checked()
    {
        await using var server = Server(Levels);
        await using var unchecking = server.Create();
        await using var checking = server.Create(options => options.CheckThinkingLevels = true);

        await unchecking.ChatAsync(Question("ultra"), cancellationToken: TestClient.Ct);
        await checking.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await checking.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync();

        Assert.All(server.Requests, request => Assert.Equal("/api/chat", request.Path));
    }

    private static OllamaChatRequest Question(string level) => new() { Messages = [OllamaChatMessage.User("hi")], Think = level };

    private static async Task CallAsync(OllamaClient client, string call, string level)
    {
        var generate = new GenerateRequest { Prompt = "hi", Think = level };
        Task sent = call switch
        {
            "chat" => client.ChatAsync(Question(level), cancellationToken: TestClient.Ct),
            "chat stream" => client.ChatStreamAsync(Question(level), cancellationToken: TestClient.Ct).ToListAsync(),
            "generate" => client.GenerateAsync(generate, cancellationToken: TestClient.Ct),
            _ => client.GenerateStreamAsync(generate, cancellationToken: TestClient.Ct).ToListAsync(),
        };
        await sent;
    }

    private static ScriptedServer Server(string show) => new(connection => connection.RespondJsonAsync(connection.Request.Path switch
    {
        "/api/tags" => """{"models":[{"name":"m:latest","digest":"1","capabilities":["completion"]}]}""",
        "/api/show" => show,
        "/api/chat" => TestClient.Last,
        _ => """{"model":"m","response":"","done":true}""",
    }));
}
