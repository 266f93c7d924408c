using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Where requests go, and what goes with them to nobody else.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("", "/v1")]
    [InlineData("/", "/v1")]
    [InlineData("/v1", "/v1")]
    [InlineData("/v1/", "/v1")]
    [InlineData("/api/v1", "/api/v1")]
    [InlineData("/gateway/team%20a/v1", "/gateway/team%20a/v1")]
    [InlineData("/openai", "/openai")]
    public async Task The_base_path_is_kept_and_v1_stands_where_there_is_none(string given, string sent)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"object":"list","data":[]}"""));
        await using var client = V1.Create(server.Url.ToString().TrimEnd('/') + given);

        await client.ListModelsAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(sent + "/models", Assert.Single(server.Requests).Path);
        Assert.Equal(sent, client.Endpoint.AbsolutePath.TrimEnd('/'));
    }

    [Fact]
    public void Without_an_endpoint_it_is_Ollama_on_this_machine()
    {
        using var client = new OpenAICompatibleClient();

        Assert.Equal("http://127.0.0.1:11434/v1", client.Endpoint.ToString());
    }

    [Fact]
    public async Task Of_a_foreign_client_the_base_address_is_the_endpoint_unless_the_options_name_one()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"data":[]}"""));
        using var http = new HttpClient { BaseAddress = new Uri(server.Url, "prefix/v1/") };
        await using var by = new OpenAICompatibleClient(http);
        await using var over = new OpenAICompatibleClient(http, new() { Endpoint = server.Url + "other" });

        await by.ListModelsAsync(cancellationToken: TestClient.Ct);
        await over.ListModelsAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(["/prefix/v1/models", "/other/models"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Key_organisation_and_project_are_headers()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(V1.Whole));
        await using var client = server.CreateV1(options =>
            (options.ApiKey, options.Organization, options.Project, options.Headers["X-Team"]) = ("k-1", "org-1", "proj-1", "t"));

        await client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        var request = Assert.Single(server.Requests);
        Assert.Equal("Bearer k-1", request.Header("Authorization"));
        Assert.Equal(("org-1", "proj-1", "t"), (request.Header("OpenAI-Organization"), request.Header("OpenAI-Project"), request.Header("X-Team")));
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("é")]
    public void What_would_break_a_header_is_refused_without_being_told(string value)
    {
        var errors = (Exception[])[
            Assert.ThrowsAny<ArgumentException>(() => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Organization = value })),
            Assert.ThrowsAny<ArgumentException>(() => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Project = value })),
            Assert.ThrowsAny<ArgumentException>(() => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { ApiKey = value })),
        ];

        Assert.All(errors, error => Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_is_not_sent_in_clear_to_another_machine()
    {
        Assert.Throws<ArgumentException>(() => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = "http://192.0.2.1/v1", ApiKey = "k" }));

        using var allowed = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = "http://192.0.2.1/v1", ApiKey = "k", AllowApiKeyOverHttp = true });
        Assert.Equal("192.0.2.1", allowed.Endpoint.Host);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_takes_the_key_nowhere(int status)
    {
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync(V1.Whole));
        await using var server = new ScriptedServer(connection => connection.RespondAsync(status, "text/plain", "", ("Location", other.Url + "v1/chat/completions")));
        await using var client = server.CreateV1(options => options.ApiKey = "k-secret");

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal((status, ApiErrorKind.Redirect), (error.Status, error.Kind));
        Assert.Empty(other.Requests);
        Assert.DoesNotContain("k-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_repeats_the_key_is_cleaned_of_it()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("""{"error":{"message":"Incorrect API key provided: k-secret-1","code":"invalid_api_key"}}""", 401),
            connection => connection.RespondEventsAsync("""{"error":"key k-secret-1 is used up"}"""));
        await using var client = server.CreateV1(options => options.ApiKey = "k-secret-1");

        var whole = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
        var stream = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.All((Exception[])[whole, stream], error => Assert.DoesNotContain("k-secret-1", error.ToString(), StringComparison.Ordinal));
    }
}
