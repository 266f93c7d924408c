using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Models;

/// <summary>What a model can do, and how many requests it takes to know.</summary>
public sealed class CapabilityTests
{
    private const string Tools = """{"capabilities":["completion","tools","something-new"]}""";

    [Fact]
    public async Task The_list_says_it_in_one_request()
    {
        await using var server = Server("""{"name":"m:latest","digest":"1","capabilities":["completion","vision"]}""", "{}");
        await using var client = server.Create();

        Assert.Equal([ModelCapability.Completion, ModelCapability.Vision], await client.GetCapabilitiesAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(["/api/tags"], server.Requests.Select(r => r.Path));
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

    private static ScriptedServer Server(string model, string details) => new(connection =>
        connection.RespondJsonAsync(connection.Request.Path == "/api/tags" ? $$"""{"models":[{{model}}]}""" : details));
}
