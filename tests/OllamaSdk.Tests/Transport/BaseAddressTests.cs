using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>Base addresses as other programs write them, with a part of the route: they mean one thing only.</summary>
public sealed class BaseAddressTests
{
    [Theory]
    [InlineData("", "/api/chat")]
    [InlineData("api", "/api/chat")]
    [InlineData("api/", "/api/chat")]
    [InlineData("api/chat", "/api/chat")]
    [InlineData("api/generate", "/api/chat")]
    [InlineData("proxy/api", "/proxy/api/chat")]
    [InlineData("myapi", "/myapi/api/chat")]
    public async Task Native(string path, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Last));
        await using var client = new OllamaClient(new OllamaClientOptions { Endpoint = $"{server.Url}{path}", DefaultModel = "m" });
        await using var llm = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget("ollama", "m", $"{server.Url}{path}") }, ReadVariable = static _ => null });

        await client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await llm.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Equal([expected, expected], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("", "/v1/chat/completions")]
    [InlineData("v1/", "/v1/chat/completions")]
    [InlineData("v1/chat/completions", "/v1/chat/completions")]
    [InlineData("v1/completions/", "/v1/chat/completions")]
    [InlineData("v1/responses", "/v1/chat/completions")]
    [InlineData("v1/embeddings", "/v1/chat/completions")]
    [InlineData("chat/completions", "/v1/chat/completions")]
    [InlineData("openai/deployments/d/chat/completions", "/openai/deployments/d/chat/completions")]
    public async Task OpenAI_compatible(string path, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(V1.Whole));
        await using var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{server.Url}{path}", DefaultModel = "m" });
        await using var llm = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget("openai-compatible", "m", $"{server.Url}{path}") }, ReadVariable = static _ => null });

        await client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await llm.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Equal([expected, expected], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("http://h:1/api", "ollama", "http://h:1/")]
    [InlineData("http://h:1/api", "ollama-v1", "http://h:1/v1")]
    [InlineData("http://h:1/proxy/api/", "ollama-v1", "http://h:1/proxy/v1")]
    public void Of_the_environment(string value, string provider, string expected)
    {
        var options = new LlmClientOptions { Targets = { new LlmTarget(provider, "m") }, ReadVariable = name => name == "OLLAMA_HOST" ? value : null };

        Assert.Contains(options.DescribeSettings(), setting => setting.Name == "Targets[0].Endpoint" && setting.Value == expected);
    }

    [Theory]
    [InlineData("Endpoint=http://localhost:11434;Model=llama3.2;Key=s3cret")]
    [InlineData("key=s3cret;endpoint=localhost;model=m")]
    public void A_connection_string_is_told_apart_and_not_shown(string text)
    {
        Exception[] errors =
        [
            Assert.Throws<ArgumentException>(() => new OllamaClient(new OllamaClientOptions { Endpoint = text })),
            Assert.Throws<ArgumentException>(() => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = text })),
            Assert.Throws<LlmConfigurationException>(() => new LlmClient(new LlmTarget("ollama", "m", text))),
            Assert.Throws<LlmConfigurationException>(() => new LlmClient(new LlmTarget("openai-compatible", "m", text))),
        ];

        Assert.All(errors, error =>
        {
            Assert.Contains("A connection string is no address", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        });
    }
}
