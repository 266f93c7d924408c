using Microsoft.Extensions.AI;
using OllamaSdk.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the services of Microsoft.Extensions.AI over the clients of this SDK.</summary>
public static class HttpClientBuilderAIExtensions
{
    /// <summary>Adds an <see cref="IChatClient"/>, a singleton, over the client that was just added, under the same key where it has one.</summary>
    /// <param name="builder">What <c>AddOllama</c>, <c>AddOpenAICompatible</c>, <c>AddLlmClient</c> or one of their keyed forms gave back.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The builder of the chat client, for middleware.</returns>
    /// <exception cref="ArgumentException">The builder belongs to no client of this SDK.</exception>
    /// <example><code>services.AddOllama().AddChatClient("llama3.2").UseFunctionInvocation();</code></example>
    public static ChatClientBuilder AddChatClient(this IHttpClientBuilder builder, string? model = null) => AIServices.KeyOf(builder) is { } key
        ? builder.AddKeyedChatClient(key, model)
        : builder.Services.AddChatClient(provider => AIServices.Chat(provider, builder, model));

    /// <summary>The same under a key: <c>[FromKeyedServices("key")] IChatClient</c>.</summary>
    /// <param name="builder">What <c>AddOllama</c>, <c>AddOpenAICompatible</c>, <c>AddLlmClient</c> or one of their keyed forms gave back.</param>
    /// <param name="serviceKey">The key of the chat client.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The builder of the chat client, for middleware.</returns>
    /// <exception cref="ArgumentException">The builder belongs to no client of this SDK.</exception>
    public static ChatClientBuilder AddKeyedChatClient(this IHttpClientBuilder builder, object serviceKey, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        AIServices.KeyOf(builder);
        return builder.Services.AddKeyedChatClient(serviceKey, provider => AIServices.Chat(provider, builder, model));
    }

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>, a singleton, over the client that was just added, under the same key where it has one.</summary>
    /// <param name="builder">What <c>AddOllama</c>, <c>AddOpenAICompatible</c>, <c>AddLlmClient</c> or one of their keyed forms gave back.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The builder of the generator, for middleware.</returns>
    /// <exception cref="ArgumentException">The builder belongs to no client of this SDK.</exception>
    public static EmbeddingGeneratorBuilder<string, Embedding<float>> AddEmbeddingGenerator(this IHttpClientBuilder builder, string? model = null) =>
        AIServices.KeyOf(builder) is { } key
            ? builder.AddKeyedEmbeddingGenerator(key, model)
            : builder.Services.AddEmbeddingGenerator(provider => AIServices.Embeddings(provider, builder, model));

    /// <summary>The same under a key: <c>[FromKeyedServices("key")] IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c>.</summary>
    /// <param name="builder">What <c>AddOllama</c>, <c>AddOpenAICompatible</c>, <c>AddLlmClient</c> or one of their keyed forms gave back.</param>
    /// <param name="serviceKey">The key of the generator.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The builder of the generator, for middleware.</returns>
    /// <exception cref="ArgumentException">The builder belongs to no client of this SDK.</exception>
    public static EmbeddingGeneratorBuilder<string, Embedding<float>> AddKeyedEmbeddingGenerator(this IHttpClientBuilder builder, object serviceKey, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        AIServices.KeyOf(builder);
        return builder.Services.AddKeyedEmbeddingGenerator(serviceKey, provider => AIServices.Embeddings(provider, builder, model));
    }
}
