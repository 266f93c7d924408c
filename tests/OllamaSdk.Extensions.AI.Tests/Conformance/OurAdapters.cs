using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>The adapters of this SDK.</summary>
public static class OurAdapters
{
    public static IReadOnlyList<AdapterMaker> All { get; } =
    [
        new("OllamaClient",
            static (server, model) => new OllamaClient(new OllamaClientOptions { Handler = server }).AsIChatClient(model),
            static (server, model) => new OllamaClient(new OllamaClientOptions { Handler = server }).AsIEmbeddingGenerator(model)),
        new("OpenAICompatibleClient",
            static (server, model) => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = server }).AsIChatClient(model),
            static (server, model) => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = server }).AsIEmbeddingGenerator(model)),
        new("LlmClient",
            static (server, model) => Llm(server).AsIChatClient(model),
            static (server, model) => Llm(server).AsIEmbeddingGenerator(model)),
    ];

    private static LlmClient Llm(HttpMessageHandler server) =>
        new(new LlmClientOptions { Handler = server, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama) } });
}
