using OllamaSdk.TestKit;
using OllamaSdk.Tests.ProcessWide;

namespace OllamaSdk.Tests.Client;

/// <summary>Web search and fetch, at ollama.com and through the local server; which key goes where. The key may come from the environment.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class WebSearchTests : IDisposable
{
    private const string Variable = "OLLAMA_API_KEY";
    private const string Found = """{"results":[{"title":"t","url":"u","content":"c","new":1}]}""";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public WebSearchTests() => Environment.SetEnvironmentVariable(Variable, null);

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _before);

    [Fact]
    public async Task A_search_goes_to_the_cloud_with_the_cloud_key_only()
    {
        await using var local = new ScriptedServer(connection => connection.RespondJsonAsync("""{"models":[]}"""));
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync(Found));
        await using var client = local.Create(options => (options.CloudEndpoint, options.CloudApiKey) = (cloud.Url.ToString(), "cloud-key"));

        var answer = await client.WebSearchAsync("q", 3, cancellationToken: TestClient.Ct);
        await client.WebSearchAsync("q", cancellationToken: TestClient.Ct);
        await client.ListModelsAsync(cancellationToken: TestClient.Ct);

        var result = Assert.Single(answer.Results!);
        Assert.Equal(("t", "u", "c", 1), (result.Title, result.Url, result.Content, result.AdditionalProperties!["new"].GetInt32()));
        Assert.Equal(
            [("POST", "/api/web_search", """{"query":"q","max_results":3}"""), ("POST", "/api/web_search", """{"query":"q"}""")],
            cloud.Requests.Select(r => (r.Method, r.Path, r.Text)));
        Assert.All(cloud.Requests, r => Assert.Equal("Bearer cloud-key", r.Header("Authorization")));
        Assert.Null(Assert.Single(local.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Each_of_two_keys_goes_to_its_own_host()
    {
        await using var local = new ScriptedServer(connection => connection.RespondJsonAsync(Found));
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync("""{"title":"t","content":"c","links":["l"]}"""));
        await using var client = local.Create(options =>
            (options.ApiKey, options.CloudEndpoint, options.CloudApiKey) = ("local-key", cloud.Url.ToString(), "cloud-key"));

        var page = await client.WebFetchAsync("https://example.com/?a=b", cancellationToken: TestClient.Ct);
        await client.LocalWebSearchAsync("q", 10, cancellationToken: TestClient.Ct);
        await client.LocalWebFetchAsync("https://example.com", cancellationToken: TestClient.Ct);

        Assert.Equal(("t", "c", "l"), (page.Title, page.Content, Assert.Single(page.Links!)));
        var fetch = Assert.Single(cloud.Requests);
        Assert.Equal(("/api/web_fetch", "https://example.com/?a=b", "Bearer cloud-key"), (fetch.Path, fetch.Json().GetProperty("url").GetString(), fetch.Header("Authorization")));
        Assert.Equal(
            [("/api/experimental/web_search", """{"query":"q","max_results":10}"""), ("/api/experimental/web_fetch", """{"url":"https://example.com"}""")],
            local.Requests.Select(r => (r.Path, r.Text)));
        Assert.All(local.Requests, r => Assert.Equal("Bearer local-key", r.Header("Authorization")));
    }

    [Fact]
    public async Task The_key_of_the_environment_goes_to_the_cloud_only()
    {
        await using var local = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync(Found));
        Environment.SetEnvironmentVariable(Variable, "environment-key");
        await using var client = local.Create(options => options.CloudEndpoint = cloud.Url.ToString());

        await client.WebSearchAsync("q", cancellationToken: TestClient.Ct);
        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("Bearer environment-key", Assert.Single(cloud.Requests).Header("Authorization"));
        Assert.Null(Assert.Single(local.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent_and_the_message_says_what_to_set()
    {
        await using var local = new ScriptedServer(connection => connection.RespondJsonAsync(Found));
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync(Found));
        await using var client = local.Create(options => options.CloudEndpoint = cloud.Url.ToString());

        foreach (var call in (Func<Task>[])[() => client.WebSearchAsync("q", cancellationToken: TestClient.Ct), () => client.WebFetchAsync("u", cancellationToken: TestClient.Ct)])
        {
            var error = await Assert.ThrowsAsync<LlmConfigurationException>(call);
            Assert.Contains(Variable, error.Message, StringComparison.Ordinal);
            Assert.Contains("CloudApiKey", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(local.Requests);
        Assert.Empty(cloud.Requests);
    }

    [Fact]
    public async Task Wrong_arguments_are_refused_before_any_request()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Found));
        await using var client = server.Create(options => (options.CloudEndpoint, options.CloudApiKey) = (server.Url.ToString(), "k"));

        foreach (var count in (int[])[0, -1, 11])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.WebSearchAsync("q", count, cancellationToken: TestClient.Ct));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.LocalWebSearchAsync("q", count, cancellationToken: TestClient.Ct));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => client.WebSearchAsync(" ", cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.LocalWebFetchAsync("", cancellationToken: TestClient.Ct));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(401, ApiErrorKind.Unauthorized)]
    [InlineData(402, ApiErrorKind.NoBalance)]
    [InlineData(429, ApiErrorKind.RateLimited)]
    public async Task A_refusal_of_the_cloud_has_its_kind_and_no_key(int status, ApiErrorKind kind)
    {
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"bad key secret-cloud-key"}""", status));
        await using var client = TestClient.Create("http://127.0.0.1:9", options =>
        {
            (options.CloudEndpoint, options.CloudApiKey) = (cloud.Url.ToString(), "secret-cloud-key");
            options.Retry.MaxRetries = 0;
        });

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.WebSearchAsync("q", cancellationToken: TestClient.Ct));

        Assert.Equal((kind, cloud.Url), (error.Kind, error.Endpoint));
        Assert.DoesNotContain("secret-cloud-key", error.ToString(), StringComparison.Ordinal);
    }
}
