using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.Extensions.AI.Tests;

/// <summary>The clients whose adapters are tested.</summary>
public enum Client
{
    Ollama,
    OpenAI,
    Llm,
}

/// <summary>An emulator, and every client's adapters over it.</summary>
internal sealed class Adapters : IDisposable
{
    public const string Model = "demo";
    public const string EmbeddingModel = "demo-embed";

    private static readonly ModelCapability[] All = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Vision];

    private readonly OllamaClient _ollama;
    private readonly OpenAICompatibleClient _openAI;
    private readonly LlmClient _llm;

    public Adapters()
    {
        var options = new EmulatorOptions();
        options.Models.Clear();
        options.Models.Add(new EmulatedModel(Model) { Capabilities = All });
        options.Models.Add(new EmulatedModel(EmbeddingModel) { Capabilities = [ModelCapability.Embedding] });
        Emulator = new OllamaEmulator(options);
        _ollama = new(new OllamaClientOptions { Handler = Emulator });
        _openAI = new(new OpenAICompatibleClientOptions { Handler = Emulator, Endpoint = "http://127.0.0.1:11434/v1" });
        _llm = new(new LlmClientOptions { Handler = Emulator, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama) } });
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Client> Clients => [Client.Ollama, Client.OpenAI, Client.Llm];

    public OllamaEmulator Emulator { get; }

    /// <summary>The body of the last request that asked a model.</summary>
    public JsonElement Sent => Emulator.Requests.Last(request => request.Method == HttpMethod.Post && !request.Path.EndsWith("/show", StringComparison.Ordinal)).Json;

    public IChatClient Chat(Client client, string? model = Model) => client switch
    {
        Client.Ollama => _ollama.AsIChatClient(model),
        Client.OpenAI => _openAI.AsIChatClient(model),
        _ => _llm.AsIChatClient(model),
    };

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(Client client, string? model = EmbeddingModel) => client switch
    {
        Client.Ollama => _ollama.AsIEmbeddingGenerator(model),
        Client.OpenAI => _openAI.AsIEmbeddingGenerator(model),
        _ => _llm.AsIEmbeddingGenerator(model),
    };

    public void Dispose()
    {
        _ollama.Dispose();
        _openAI.Dispose();
        _llm.Dispose();
        Emulator.Dispose();
    }
}
