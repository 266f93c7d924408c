using OllamaSdk.OpenAI;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>Where nothing answers, what is said to do about it fits the server that should.</summary>
public sealed class StartHintTests
{
    [Theory]
    [InlineData("ollama", "Start Ollama with 'ollama serve'")]
    [InlineData("ollama-v1", "Start Ollama with 'ollama serve'")]
    [InlineData("lmstudio", "Start LM Studio's server with 'lms server start'")]
    [InlineData("mlx", "Start MLX with 'mlx_lm.server --model …'")]
    [InlineData("llamacpp", "Start llama.cpp with 'llama-server -m …'")]
    [InlineData("vllm", "Start vLLM with 'vllm serve …'")]
    [InlineData("openai-compatible", "Start the server")]
    public async Task An_address_where_nothing_listens(string provider, string words)
    {
        using var client = new LlmClient(Options(Dead(provider: LlmProviders.Find(provider))).With(o => o.Retry.MaxRetries = 0));

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", Ct));
        var health = Assert.Single((await client.HealthCheckAsync(Ct)).Servers);

        Assert.StartsWith($"Cannot connect to {error.Endpoint!.GetLeftPart(UriPartial.Authority)}. {words}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(", or check the address.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(words, health.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(words, health.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ollama_com_is_nothing_that_one_starts()
    {
        using var gone = new GoneHandler();
        await using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "https://ollama.com", Handler = gone, Retry = { MaxRetries = 0 } });

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", "m", cancellationToken: Ct));

        Assert.Equal("Cannot connect to https://ollama.com. Look whether the network is up, or check the address.", error.Message);
    }

    [Fact]
    public async Task Of_a_server_of_unknown_kind_nothing_is_guessed()
    {
        using var gone = new GoneHandler();
        await using var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = "http://localhost:1/v1", Handler = gone, Retry = { MaxRetries = 0 } });

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", "m", cancellationToken: Ct));

        Assert.Equal("Cannot connect to http://localhost:1. Start the server, or check the address.", error.Message);
    }

    private sealed class GoneHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError);
    }
}
