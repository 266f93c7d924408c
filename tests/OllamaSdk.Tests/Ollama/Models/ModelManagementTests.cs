using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Models;

/// <summary>Copy, delete, exists, load and unload: what is sent, and what the answers mean.</summary>
public sealed class ModelManagementTests
{
    private const string Loaded = """{"model":"m","response":"","done":true,"done_reason":"load"}""";

    [Fact]
    public async Task Copy_and_delete_answer_with_no_body()
    {
        await using var server = new ScriptedServer(connection => connection.SendHeadAsync(200, ("Content-Length", "0")));
        await using var client = server.Create();

        await client.CopyModelAsync("a", "b", cancellationToken: TestClient.Ct);
        await client.DeleteModelAsync("b", cancellationToken: TestClient.Ct);

        Assert.Equal(
            [("POST", "/api/copy", """{"source":"a","destination":"b"}"""), ("DELETE", "/api/delete", """{"model":"b"}""")],
            server.Requests.Select(r => (r.Method, r.Path, r.Text)));
    }

    [Fact]
    public async Task Copy_and_delete_never_take_the_default_model()
    {
        await using var server = new ScriptedServer(connection => connection.SendHeadAsync(200, ("Content-Length", "0")));
        await using var client = server.Create(options => options.DefaultModel = "precious");

        foreach (var name in (string[])["", " ", "a\nb", new string('a', 2000), null!])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.DeleteModelAsync(name, cancellationToken: TestClient.Ct));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.CopyModelAsync(name, "b", cancellationToken: TestClient.Ct));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.CopyModelAsync("a", name, cancellationToken: TestClient.Ct));
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("a/../../api/delete")]
    [InlineData("a\"},{\"b")]
    [InlineData("%2e%2e/")]
    [InlineData("a\ud800b")]
    public async Task A_strange_name_stays_inside_the_body(string name)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"model 'x' not found"}""", 404));
        await using var client = server.Create();

        Assert.False(await client.ModelExistsAsync(name, cancellationToken: TestClient.Ct));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/show"), (request.Method, request.Path));
        Assert.Equal(name.Replace('\ud800', '\ufffd'), request.Json().GetProperty("model").GetString());
    }

    [Theory]
    [InlineData(200, "{}", true)]
    [InlineData(404, """{"error":"model 'm' not found"}""", false)]
    public async Task Whether_a_model_exists(int status, string body, bool expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body, status));
        await using var client = server.Create();

        Assert.Equal(expected, await client.ModelExistsAsync(cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData(404, "text/plain", "404 page not found")]
    [InlineData(400, "application/json", """{"error":"invalid model name"}""")]
    [InlineData(500, "application/json", """{"error":"broken"}""")]
    public async Task Another_failure_is_no_answer_to_that(int status, string type, string body)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(status, type, body));
        await using var client = server.Create();

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ModelExistsAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(status, error.Status);
    }

    [Fact]
    public async Task Loading_is_generating_nothing()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Loaded));
        await using var client = server.Create();

        await client.LoadModelAsync(cancellationToken: TestClient.Ct);
        await client.LoadModelAsync("x", KeepAlive.Forever, new ModelOptions { NumCtx = 4096 }, cancellationToken: TestClient.Ct);
        await client.UnloadModelAsync("x", cancellationToken: TestClient.Ct);

        Assert.All(server.Requests, r => Assert.Equal("/api/generate", r.Path));
        Assert.Equal(
            [
                """{"model":"m","stream":false}""",
                """{"model":"x","options":{"num_ctx":4096},"stream":false,"keep_alive":-1}""",
                """{"model":"x","stream":false,"keep_alive":0}""",
            ],
            server.Requests.Select(r => r.Text));
    }

    [Fact]
    public async Task A_model_that_only_embeds_is_loaded_by_embedding_nothing()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("""{"error":"\"m\" does not support generate"}""", 400),
            connection => connection.RespondJsonAsync("""{"model":"m","embeddings":[]}"""));
        await using var client = server.Create();

        await client.LoadModelAsync("m", TimeSpan.FromMinutes(1.5), cancellationToken: TestClient.Ct);

        Assert.Equal(("/api/embed", """{"model":"m","keep_alive":90}"""), (server.Requests[1].Path, server.Requests[1].Text));
    }

    [Fact]
    public async Task A_model_that_is_not_there_cannot_be_loaded()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"model 'm' not found"}""", 404));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.LoadModelAsync(cancellationToken: TestClient.Ct));

        Assert.Equal("m", error.Model);
        Assert.Single(server.Requests);
    }

    [Fact]
    [Obsolete("The methods are.")]
    public async Task The_routes_of_old_programs_are_served()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"embedding":[0.5,-1e-3]}"""));
        await using var client = server.Create();

        var answer = await client.LegacyEmbedAsync(new LegacyEmbedRequest { Prompt = "hi" }, cancellationToken: TestClient.Ct);
        await client.SignOutAsync("any+key/=", cancellationToken: TestClient.Ct);

        Assert.Equal([0.5, -0.001], answer.Embedding);
        Assert.Equal(("/api/embeddings", """{"model":"m","prompt":"hi"}"""), (server.Requests[0].Path, server.Requests[0].Text));
        Assert.Equal(("DELETE", "/api/user/keys/any%2Bkey%2F%3D", ""), (server.Requests[1].Method, server.Requests[1].Path, server.Requests[1].Text));
    }
}
