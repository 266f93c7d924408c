using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.Extensions.Registration;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>The client that a builder was made for, as one of Microsoft.Extensions.AI's services.</summary>
internal static class AIServices
{
    /// <summary>The key of the client behind the builder; <see langword="null"/> where it has none.</summary>
    /// <exception cref="ArgumentException">The builder belongs to no client of this SDK.</exception>
    public static string? KeyOf(IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return HttpName.Is(builder.Name, typeof(OllamaClient), out var key)
            || HttpName.Is(builder.Name, typeof(OpenAICompatibleClient), out key)
            || HttpName.Is(builder.Name, typeof(LlmClient), out key)
            ? key
            : throw new ArgumentException(
                $"The HTTP client '{builder.Name}' belongs to no client of this SDK: call this on what AddOllama, AddOpenAICompatible or AddLlmClient gives back.", nameof(builder));
    }

    public static IChatClient Chat(IServiceProvider provider, IHttpClientBuilder builder, string? model) => Client(provider, builder) switch
    {
        OllamaClient client => client.AsIChatClient(model),
        OpenAICompatibleClient client => client.AsIChatClient(model),
        var client => ((LlmClient)client).AsIChatClient(model),
    };

    public static IEmbeddingGenerator<string, Embedding<float>> Embeddings(IServiceProvider provider, IHttpClientBuilder builder, string? model) => Client(provider, builder) switch
    {
        OllamaClient client => client.AsIEmbeddingGenerator(model),
        OpenAICompatibleClient client => client.AsIEmbeddingGenerator(model),
        var client => ((LlmClient)client).AsIEmbeddingGenerator(model),
    };

    private static object Client(IServiceProvider provider, IHttpClientBuilder builder) =>
        HttpName.Is(builder.Name, typeof(OllamaClient), out var key) ? Get<OllamaClient>(provider, key)
        : HttpName.Is(builder.Name, typeof(OpenAICompatibleClient), out key) ? Get<OpenAICompatibleClient>(provider, key)
        : HttpName.Is(builder.Name, typeof(LlmClient), out key) ? Get<LlmClient>(provider, key)
        : throw new InvalidOperationException($"The HTTP client '{builder.Name}' belongs to no client of this SDK.");

    private static T Get<T>(IServiceProvider provider, string? key)
        where T : class => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);
}
