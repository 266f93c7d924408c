using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>That levels of thinking are checked can be said in the configuration of every client.</summary>
public sealed class LevelTests
{
    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task Configuration_switches_the_check_on(string client)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(c.Request.Path switch
        {
            "/api/tags" => """{"models":[{"name":"m:latest","digest":"1"}]}""",
            _ => """{"thinking":{"values":["deep"]}}""",
        }));
        using var host = Build(
            (services, configuration) =>
            {
                _ = client switch
                {
                    "Ollama" => services.AddOllama(configuration.GetSection("A")),
                    "OpenAI" => services.AddOpenAICompatible(configuration.GetSection("A")),
                    _ => services.AddLlmClient(configuration.GetSection("A")),
                };
            },
            ("A:CheckThinkingLevels", "true"),
            ("A:DefaultModel", "m"),
            (client == "Llm" ? "A:Targets:0:Endpoint" : "A:Endpoint", server.Url.ToString()));

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client switch
        {
            "Ollama" => host.Get<OllamaClient>().ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Think = "shallow" }, cancellationToken: Ct),
            "OpenAI" => (Task)host.Get<OpenAICompatibleClient>().ChatAsync(
                new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hi")], ReasoningEffort = "shallow" }, cancellationToken: Ct),
            _ => host.Get<LlmClient>().ChatAsync(new LlmRequest("hi") { Think = "shallow" }, Ct),
        });

        Assert.Contains("it knows: deep", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Path.Contains("chat", StringComparison.Ordinal));
    }
}
