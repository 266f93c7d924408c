using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>The three clients of a scripted server.</summary>
internal static class DecisionClients
{
    public static OllamaClient Native(ScriptedServer server) => new(new OllamaClientOptions { Endpoint = server.Url.ToString(), DefaultModel = "m" });

    public static OpenAICompatibleClient V1(ScriptedServer server) => new(new OpenAICompatibleClientOptions { Endpoint = $"{server.Url}v1", DefaultModel = "m" });

    public static LlmClient Llm(params ScriptedServer[] servers)
    {
        var options = new LlmClientOptions { Retry = { MaxRetries = 0 } };
        foreach (var server in servers)
        {
            options.Targets.Add(new LlmTarget { Provider = "ollama", Endpoint = server.Url.ToString(), Model = "m" });
        }

        return new(options);
    }
}
