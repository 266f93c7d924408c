using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Models;

/// <summary>When asked to, the client refuses what a model cannot do before the prompt is sent.</summary>
public sealed class CapabilityCheckTests
{
    public static TheoryData<string, string> Calls
    {
        get
        {
            var calls = new TheoryData<string, string>();
            foreach (var call in (string[])["chat", "chat stream", "generate", "generate stream"])
            {
                calls.Add(call, "vision");
                calls.Add(call, "thinking");
            }

            calls.Add("chat", "tools");
            calls.Add("chat stream", "tools");
            return calls;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_model_that_cannot_is_refused(string call, string needed)
    {
        await using var server = Server("\"completion\"");
        await using var client = server.Create(options => options.CheckCapabilities = true);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => CallAsync(client, call, needed));

        Assert.Equal((ApiErrorKind.ModelDoesNotSupport, needed, "m", server.Url), (error.Kind, error.MissingCapability, error.Model, error.Endpoint));
        Assert.Contains($"\"m\" does not support {needed}", error.Message, StringComparison.Ordinal);
        Assert.Equal(["/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_model_that_can_is_asked(string call, string needed)
    {
        await using var server = Server($"\"completion\",\"{needed}\"");
        await using var client = server.Create(options => options.CheckCapabilities = true);

        await CallAsync(client, call, needed);

        Assert.Equal(["/api/tags", call.StartsWith("chat", StringComparison.Ordinal) ? "/api/chat" : "/api/generate"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Unless_asked_to_nothing_is_checked(string call, string needed)
    {
        await using var server = Server("\"completion\"");
        await using var client = server.Create();

        await CallAsync(client, call, needed);

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("chat stream")]
    [InlineData("generate")]
    [InlineData("generate stream")]
    public async Task A_request_that_needs_nothing_costs_no_check(string call)
    {
        await using var server = Server("");
        await using var client = server.Create(options => options.CheckCapabilities = true);

        await CallAsync(client, call, "nothing");

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_does_not_say_is_left_to_refuse_by_itself()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/api/tags" => """{"models":[{"name":"m","digest":"1"}]}""",
            "/api/show" => "{}",
            _ => TestClient.Last,
        }));
        await using var client = server.Create(options => options.CheckCapabilities = true);

        await CallAsync(client, "chat", "tools");

        Assert.Equal(["/api/tags", "/api/show", "/api/chat"], server.Requests.Select(r => r.Path));
    }

    private static ScriptedServer Server(string capabilities) => new(connection => connection.RespondJsonAsync(connection.Request.Path switch
    {
        "/api/tags" => $$"""{"models":[{"name":"m:latest","digest":"1","capabilities":[{{capabilities}}]}]}""",
        "/api/show" => $$"""{"capabilities":[{{capabilities}}]}""",
        "/api/chat" => TestClient.Last,
        _ => """{"model":"m","response":"","done":true}""",
    }));

    private static async Task CallAsync(OllamaClient client, string call, string needed)
    {
        IReadOnlyList<LlmImage>? images = needed == "vision" ? [LlmImage.FromBase64("iVBORw0KGgo=")] : null;
        Think? think = needed == "thinking" ? Think.On : Think.Off;
        var chat = new OllamaChatRequest
        {
            Messages = [new OllamaChatMessage { Role = LlmRole.User, Content = "hi", Images = images }],
            Think = think,
            Tools = needed == "tools" ? [new OllamaToolDefinition { Type = "function", Function = new() { Name = "f" } }] : null,
        };
        var generate = new GenerateRequest { Prompt = "hi", Images = images, Think = think };
        Task sent = call switch
        {
            "chat" => client.ChatAsync(chat, cancellationToken: TestClient.Ct),
            "chat stream" => client.ChatStreamAsync(chat, cancellationToken: TestClient.Ct).ToListAsync(),
            "generate" => client.GenerateAsync(generate, cancellationToken: TestClient.Ct),
            _ => client.GenerateStreamAsync(generate, cancellationToken: TestClient.Ct).ToListAsync(),
        };
        await sent;
    }
}
