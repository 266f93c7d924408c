using OllamaSdk;
using OllamaSdk.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary><see cref="LlmClient"/> as Microsoft.Extensions.AI knows its services.</summary>
public static class LlmAIExtensions
{
    /// <summary>The client, with its fallbacks, as an <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// It throws what the client throws, also in the middle of a stream, and disposes nothing: the client stays its maker's. Which server answered is told
    /// in the additional properties <c>provider</c> and <c>endpoint</c> of the response. A <see cref="ChatOptions.RawRepresentationFactory"/> may give an
    /// <see cref="LlmRequest"/>, whose members come before all others, or <see cref="CallOptions"/>. What not all servers have in common is not sent:
    /// <see cref="ChatOptions.TopK"/>, the penalties, and a demand to call a function.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; each target's own where <see langword="null"/>.</param>
    /// <returns>The chat client; thread-safe, as the client is.</returns>
    public static IChatClient AsIChatClient(this LlmClient client, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new LlmChatAdapter(client, model);
    }

    /// <summary>The client as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
    /// <remarks>It throws what the client throws, and disposes nothing. Of <see cref="EmbeddingGenerationOptions.Dimensions"/> it throws a <see cref="NotSupportedException"/>: not all servers can cut vectors.</remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; that of the first target where <see langword="null"/>.</param>
    /// <returns>The generator; thread-safe, as the client is.</returns>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(this LlmClient client, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new LlmEmbeddingAdapter(client, model);
    }
}
