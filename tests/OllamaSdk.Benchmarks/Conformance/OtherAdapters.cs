using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OllamaSdk.Extensions.AI.Conformance;
using OllamaSharp;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace OllamaSdk.Benchmarks.Conformance;

/// <summary>The adapters that people know: OllamaSharp's, and Microsoft's over the OpenAI package.</summary>
internal static class OtherAdapters
{
    private const string Address = "http://127.0.0.1:11434";

    public static IReadOnlyList<AdapterMaker> All { get; } =
    [
        new("OllamaSharp", static (server, model) => Sharp(server, model), static (server, model) => Sharp(server, model)),
        new("Microsoft.Extensions.AI.OpenAI",
            static (server, model) => new ChatClient(model, new ApiKeyCredential("none"), Options(server)).AsIChatClient(),
            static (server, model) => new EmbeddingClient(model, new ApiKeyCredential("none"), Options(server)).AsIEmbeddingGenerator()),
    ];

    private static OllamaApiClient Sharp(HttpMessageHandler server, string model) =>
        new(new HttpClient(server, disposeHandler: false) { BaseAddress = new Uri(Address) }, model);

    // Without its waits between tries: a failure is a failure here.
    private static OpenAIClientOptions Options(HttpMessageHandler server) => new()
    {
        Endpoint = new Uri($"{Address}/v1"),
        Transport = new HttpClientPipelineTransport(new HttpClient(server, disposeHandler: false)),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    };
}
