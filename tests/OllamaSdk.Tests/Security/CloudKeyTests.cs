using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>Web search goes to the hosted service with a key of its own, wherever the client's server is.</summary>
public sealed class CloudKeyTests
{
    [Fact]
    public async Task The_key_and_the_search_reach_the_cloud_only()
    {
        await using var local = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync("""{"results":[{"title":"t","url":"u","content":"c"}]}"""));
        await using var client = local.Create(options => (options.CloudEndpoint, options.CloudApiKey) = (cloud.Url.ToString(), "cloud-key"));

        var found = await client.WebSearchAsync("q", 3, cancellationToken: TestClient.Ct);
        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        var request = Assert.Single(cloud.Requests);
        var expected = CaseFile.Read("wire_requests.json").GetProperty("recommended").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "web-search");
        Assert.Equal("t", Assert.Single(found.Results!).Title);
        Assert.Equal(new Uri(expected.GetProperty("url").GetString()!).AbsolutePath, request.Path);
        Assert.True(JsonElement.DeepEquals(expected.GetProperty("body"), request.Json()), request.Text);
        Assert.Equal("Bearer cloud-key", request.Header("Authorization"));
        Assert.Null(Assert.Single(local.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Each_host_has_its_own_key()
    {
        await using var local = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync("""{"title":"t","content":"c","links":[]}"""));
        await using var client = local.Create(options => (options.CloudEndpoint, options.CloudApiKey, options.ApiKey) = (cloud.Url.ToString(), "cloud-key", "local-key"));

        await client.WebFetchAsync("https://example.com", cancellationToken: TestClient.Ct);
        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("Bearer cloud-key", Assert.Single(cloud.Requests).Header("Authorization"));
        Assert.Equal("Bearer local-key", Assert.Single(local.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task K06_a_key_that_the_cloud_echoes_is_not_shown()
    {
        await using var cloud = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"no: cloud-canary"}""", 401));
        await using var client = TestClient.Create("127.0.0.1:9", options =>
            (options.CloudEndpoint, options.CloudApiKey) = (cloud.Url.ToString(), "cloud-canary"));

        var error = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.WebSearchAsync("q", cancellationToken: TestClient.Ct));

        Assert.Equal(cloud.Url, error.Endpoint);
        Assert.DoesNotContain("canary", error.ToString() + error.Excerpt, StringComparison.Ordinal);
    }
}
