namespace OllamaSdk.Tests.ProcessWide;

/// <summary>The two environment variables a client reads, and where their values go.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class VariableTests : IDisposable
{
    private readonly string? _host = Environment.GetEnvironmentVariable("OLLAMA_HOST");
    private readonly string? _key = Environment.GetEnvironmentVariable("OLLAMA_API_KEY");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("OLLAMA_HOST", _host);
        Environment.SetEnvironmentVariable("OLLAMA_API_KEY", _key);
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:11434/")]
    [InlineData("", "http://127.0.0.1:11434/")]
    [InlineData("0.0.0.0:1234", "http://127.0.0.1:1234/")]
    [InlineData(" \"example.com\" ", "http://example.com:11434/")]
    public void The_host_is_used_where_none_is_given(string? variable, string expected)
    {
        Environment.SetEnvironmentVariable("OLLAMA_HOST", variable);

        using var client = new OllamaClient();

        Assert.Equal(expected, client.Endpoint.ToString());
    }

    [Fact]
    public void An_explicit_endpoint_wins()
    {
        Environment.SetEnvironmentVariable("OLLAMA_HOST", "example.com:66000");

        using var client = new OllamaClient("127.0.0.1:5");

        Assert.Equal("http://127.0.0.1:5/", client.Endpoint.ToString());
    }

    [Fact]
    public void A_wrong_host_names_the_variable_and_not_the_password()
    {
        Environment.SetEnvironmentVariable("OLLAMA_HOST", "user:pa55word@example.com:66000");

        var error = Assert.Throws<LlmConfigurationException>(() => new OllamaClient());

        Assert.Contains("OLLAMA_HOST", error.Message, StringComparison.Ordinal);
        Assert.Contains("66000", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void K08_A_password_for_another_machine_over_plain_http_names_the_variable_too()
    {
        Environment.SetEnvironmentVariable("OLLAMA_HOST", "http://user:pa55word@example.com");

        var error = Assert.Throws<LlmConfigurationException>(() => new OllamaClient());
        using var allowed = new OllamaClient(new OllamaClientOptions { AllowApiKeyOverHttp = true });

        Assert.Contains("OLLAMA_HOST", error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowApiKeyOverHttp", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("http://example.com/", allowed.Endpoint.ToString());
    }

    [Theory]
    [InlineData("https://ollama.com", "Bearer from-the-environment")]
    [InlineData("ollama.com", "Bearer from-the-environment")]
    [InlineData("https://ollama.com:8443", "Bearer from-the-environment")]
    [InlineData("http://ollama.com", null)]
    [InlineData("https://example.com", null)]
    [InlineData("https://ollama.com.example.com", null)]
    [InlineData("https://api.ollama.com", null)]
    [InlineData("http://127.0.0.1:11434", null)]
    public async Task The_key_goes_to_the_hosted_service_only(string endpoint, string? expected)
    {
        Environment.SetEnvironmentVariable("OLLAMA_API_KEY", " from-the-environment \n");
        string? sent = null;
        using var handler = new StubHandler((request, _) =>
        {
            sent = request.Headers.Authorization?.ToString();
            return Task.FromResult(StubHandler.Answer(new MemoryStream("""{"version":"1"}"""u8.ToArray()), System.Net.HttpStatusCode.OK, "application/json"));
        });
        await using var client = TestClient.Create(endpoint, options => options.Handler = handler);

        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(expected, sent);
    }

    [Fact]
    public async Task An_explicit_key_wins()
    {
        Environment.SetEnvironmentVariable("OLLAMA_API_KEY", "from-the-environment");
        string? sent = null;
        using var handler = new StubHandler((request, _) =>
        {
            sent = request.Headers.Authorization?.ToString();
            return Task.FromResult(StubHandler.Answer(new MemoryStream("""{"version":"1"}"""u8.ToArray()), System.Net.HttpStatusCode.OK, "application/json"));
        });
        await using var client = TestClient.Create("ollama.com", options => (options.Handler, options.ApiKey) = (handler, "explicit"));

        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal("Bearer explicit", sent);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_searched()
    {
        Environment.SetEnvironmentVariable("OLLAMA_API_KEY", null);
        using var handler = new StubHandler("{}");
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => client.WebSearchAsync("q", cancellationToken: TestClient.Ct));

        Assert.Contains("OLLAMA_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task The_search_of_a_local_client_takes_the_key_to_the_hosted_service()
    {
        Environment.SetEnvironmentVariable("OLLAMA_API_KEY", "from-the-environment");
        List<string> sent = [];
        using var handler = new StubHandler((request, _) =>
        {
            sent.Add($"{request.RequestUri} {request.Headers.Authorization}".Trim());
            return Task.FromResult(StubHandler.Answer(new MemoryStream("""{"version":"1","results":[]}"""u8.ToArray()), System.Net.HttpStatusCode.OK, "application/json"));
        });
        await using var client = handler.Create();

        await client.WebSearchAsync("q", cancellationToken: TestClient.Ct);
        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(["https://ollama.com/api/web_search Bearer from-the-environment", "http://127.0.0.1:9/api/version"], sent);
    }
}
