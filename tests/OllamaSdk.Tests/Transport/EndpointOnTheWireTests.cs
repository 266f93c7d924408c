using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>What an endpoint means for the request that is sent.</summary>
public sealed class EndpointOnTheWireTests
{
    [Theory]
    [InlineData("", "/api/version")]
    [InlineData("/", "/api/version")]
    [InlineData("/proxy/x", "/proxy/x/api/version")]
    [InlineData("/proxy/x/", "/proxy/x/api/version")]
    [InlineData("/a%20b", "/a%20b/api/version")]
    [InlineData("/p?token=1#f", "/p/api/version")]
    public async Task K04_the_path_is_a_prefix(string path, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var client = TestClient.Create($"127.0.0.1:{server.Url.Port}{path}");

        Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(expected, Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task K03_user_info_becomes_Basic_credentials()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var client = TestClient.Create($"http://user:pass@127.0.0.1:{server.Url.Port}");

        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("Basic dXNlcjpwYXNz", Assert.Single(server.Requests).Header("Authorization"));
        Assert.Equal(server.Url, client.Endpoint);
    }

    [Fact]
    public async Task A_foreign_client_gives_its_base_address_where_the_options_name_none()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        using var http = new HttpClient { BaseAddress = new Uri(server.Url, "prefix/") };
        await using var client = new OllamaClient(http);

        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("/prefix/api/version", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task The_options_win_over_a_foreign_client()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:9/elsewhere/") };
        http.DefaultRequestHeaders.Add("X-Theirs", "kept");
        await using var client = new OllamaClient(http, new OllamaClientOptions { Endpoint = server.Url.ToString(), ApiKey = "key-of-ours" });

        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        var request = Assert.Single(server.Requests);
        Assert.Equal("/api/version", request.Path);
        Assert.Equal("kept", request.Header("X-Theirs"));
        Assert.Equal("Bearer key-of-ours", request.Header("Authorization"));
    }

    [Fact]
    public void A_wrong_endpoint_is_an_argument_exception_that_names_it()
    {
        var error = Assert.Throws<ArgumentException>(() => new OllamaClient("localhost:66000"));

        Assert.Contains("66000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(307)]
    [InlineData(301)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            "{}", status, ("Location", $"http://localhost:{elsewhere.Url.Port}/api/chat?secret=1")));
        await using var client = server.Create(options => options.ApiKey = "canary-key");

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(ApiErrorKind.Redirect, error.Kind);
        Assert.Equal(status, error.Status);
        Assert.Contains("localhost", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Empty(elsewhere.Connections);
    }
}
