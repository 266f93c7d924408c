using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Models;

/// <summary>What a model can do, and how many requests it takes to know.</summary>
public sealed class CapabilityTests
{
    private const string Tools = """{"capabilities":["completion","tools","something-new"]}""";

    [Fact]
    public async Task What_the_list_says_is_all_there_is_where_the_model_says_nothing()
    {
        await using var server = Server("""{"name":"m:latest","digest":"1","capabilities":["completion","vision"]}""", "{}");
        await using var client = server.Create();

        Assert.Equal([ModelCapability.Completion, ModelCapability.Vision], await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(["/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task The_model_is_asked_where_the_list_does_not_know_its_template()
    {
        await using var server = Field();
        await using var client = server.Create();

        for (var call = 0; call < 2; call++)
        {
            Assert.Equal([ModelCapability.Tools, ModelCapability.Completion], await client.GetCapabilitiesAsync("tiny-tools", cancellationToken: TestClient.Ct));
        }

        Assert.Equal(["/api/tags", "/api/show", "/api/tags"], server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("tools", true)]
    [InlineData("thinking", false)]
    public async Task A_check_before_the_call_believes_the_model(string needed, bool isSent)
    {
        await using var server = Field();
        await using var client = server.Create(options => (options.CheckCapabilities, options.DefaultModel) = (true, "tiny-tools"));
        var request = new OllamaChatRequest
        {
            Messages = [OllamaChatMessage.User("hi")],
            Think = needed == "thinking" ? Think.On : null,
            Tools = needed == "tools" ? [new OllamaToolDefinition { Type = "function", Function = new() { Name = "f" } }] : null,
        };

        var error = await Record.ExceptionAsync(() => client.ChatAsync(request, cancellationToken: TestClient.Ct));

        Assert.Equal(isSent, error is null);
        Assert.Equal(isSent ? ["/api/tags", "/api/show", "/api/chat"] : ["/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
        Assert.True(isSent || error is LlmApiException { Kind: ApiErrorKind.ModelDoesNotSupport, MissingCapability: "thinking" }, error?.ToString());
    }

    [Fact]
    public async Task So_does_the_check_of_a_whole_client()
    {
        await using var server = Field();
        using var client = LlmServers.ClientOf(server.Native("tiny-tools"));
        ToolSet tools = [LlmTool.Create("now", "", """{"type":"object"}""", (_, _, _) => new(ToolResult.Text("noon")))];

        var able = await client.PreflightAsync(new LlmRequest("hi") { Tools = tools }, TestClient.Ct);
        var unable = await client.PreflightAsync(new LlmRequest("hi") { Think = Think.On }, TestClient.Ct);
        var plain = await client.PreflightAsync(new LlmRequest("hi"), TestClient.Ct);

        Assert.Empty(able.Targets[0].Problems);
        Assert.Equal("The model 'tiny-tools' does not support thinking; it has: tools, completion.", Assert.Single(unable.Targets[0].Problems));
        Assert.Empty(plain.Targets[0].Problems);
        Assert.Equal(
            ["/api/version", "/api/tags", "/api/show", "/api/version", "/api/tags", "/api/show", "/api/version", "/api/tags"],
            server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Of_several_forms_of_a_model_only_what_all_can_do_is_believed()
    {
        await using var server = Server(
            """{"name":"m:latest","digest":"1","capabilities":["completion","vision"]},{"name":"m:latest","digest":"2","capabilities":["completion"]},null""",
            """{"capabilities":["completion","vision"]}""");
        await using var client = server.Create(options => options.CheckCapabilities = true);
        var look = new OllamaChatRequest { Messages = [new OllamaChatMessage { Role = LlmRole.User, Content = "look", Images = [LlmImage.FromBase64("iVBORw0KGgo=")] }] };

        await Assert.ThrowsAnyAsync<LlmException>(() => client.ChatAsync(look, cancellationToken: TestClient.Ct));

        Assert.Equal(["/api/tags", "/api/show", "/api/chat"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task The_model_is_asked_again_when_its_time_of_change_is_another()
    {
        var day = 1;
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path == "/api/tags"
            ? $$"""{"models":[{"name":"m:latest","digest":"1","modified_at":"2026-01-0{{Volatile.Read(ref day)}}T00:00:00Z"}]}""" : Tools));
        await using var client = server.Create();

        await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct);
        await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct);
        Volatile.Write(ref day, 2);
        await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(["/api/tags", "/api/show", "/api/tags", "/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Where_the_list_does_not_the_model_is_asked_once_per_digest()
    {
        var digest = 1;
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path == "/api/tags"
            ? $$"""{"models":[{"name":"m:latest","digest":"{{Volatile.Read(ref digest)}}"}]}""" : Tools));
        await using var client = server.Create();

        for (var call = 0; call < 3; call++)
        {
            Assert.Equal(["completion", "tools", "something-new"], (await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct)).Select(c => c.Value));
        }

        Assert.Equal(["/api/tags", "/api/show", "/api/tags", "/api/tags"], server.Requests.Select(r => r.Path));

        // The name means another model now.
        Volatile.Write(ref digest, 2);
        await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(["/api/tags", "/api/show"], server.Requests.Skip(4).Select(r => r.Path));
    }

    [Fact]
    public async Task A_model_outside_the_list_is_asked_each_time()
    {
        await using var server = Server("""{"name":"other","digest":"1","capabilities":["vision"]}""", Tools);
        await using var client = server.Create();

        await client.GetCapabilitiesAsync("big:cloud", cancellationToken: TestClient.Ct);
        var found = await client.GetCapabilitiesAsync("big:cloud", cancellationToken: TestClient.Ct);

        Assert.Contains(ModelCapability.Tools, found);
        Assert.Equal(["/api/tags", "/api/show", "/api/tags", "/api/show"], server.Requests.Select(r => r.Path));
        Assert.Equal("""{"model":"big:cloud"}""", server.Requests[1].Text);
    }

    [Theory]
    [InlineData("M", "m:latest")]
    [InlineData("m:latest", "m")]
    [InlineData("library/m", "m:latest")]
    [InlineData("registry.ollama.ai/library/m:latest", "m:latest")]
    [InlineData("host:5000/ns/m", "host:5000/ns/m:latest")]
    public async Task A_name_is_found_in_each_of_its_forms(string asked, string listed)
    {
        await using var server = Server($$"""{"name":"{{listed}}","digest":"1","capabilities":["vision"]}""", "{}");
        await using var client = server.Create();

        Assert.Equal([ModelCapability.Vision], await client.GetCapabilitiesAsync(asked, cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("m:7b", "m:latest")]
    [InlineData("ns/m", "m:latest")]
    [InlineData("host:5000/ns/m", "ns/m:latest")]
    public async Task Another_model_is_not(string asked, string listed)
    {
        await using var server = Server($$"""{"name":"{{listed}}","digest":"1","capabilities":["vision"]}""", Tools);
        await using var client = server.Create();

        Assert.DoesNotContain(ModelCapability.Vision, await client.GetCapabilitiesAsync(asked, cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task A_server_that_does_not_say_gives_none()
    {
        await using var server = Server("""{"name":"m","digest":"1"}""", "{}");
        await using var client = server.Create();

        Assert.Empty(await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct));
    }

    // One model, one server: what its list says and what the model says.
    private static ScriptedServer Field() => new(connection => connection.RespondJsonAsync(connection.Request.Path switch
    {
        "/api/tags" => FieldCase.Read("CA1a-tags.json"),
        "/api/show" => FieldCase.Read("CA1b-show.json"),
        "/api/version" => TestClient.Version,
        _ => TestClient.Last,
    }));

    private static ScriptedServer Server(string model, string details) => new(connection =>
        connection.RespondJsonAsync(connection.Request.Path == "/api/tags" ? $$"""{"models":[{{model}}]}""" : details));
}
