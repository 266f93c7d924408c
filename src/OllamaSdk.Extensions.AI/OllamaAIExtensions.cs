using OllamaSdk;
using OllamaSdk.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary><see cref="OllamaClient"/> as Microsoft.Extensions.AI knows its services.</summary>
public static class OllamaAIExtensions
{
    /// <summary>The client as an <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// It throws what the client throws, also in the middle of a stream, and disposes nothing: the client stays its maker's. Additional properties of the
    /// options that are named as Ollama names them, such as <c>num_ctx</c>, <c>keep_alive</c> and <c>think</c>, are sent. A
    /// <see cref="ChatOptions.RawRepresentationFactory"/> may give an <see cref="OllamaChatRequest"/>, whose members come before all others, or
    /// <see cref="CallOptions"/>. Ollama cannot be made to call a function: of <see cref="ChatToolMode.RequireSpecific"/> only that function is sent.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The chat client; thread-safe, as the client is.</returns>
    public static IChatClient AsIChatClient(this OllamaClient client, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new OllamaChatAdapter(client, model);
    }

    /// <summary>The client as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
    /// <remarks>It throws what the client throws, and disposes nothing. Additional properties of the options such as <c>num_ctx</c>, <c>keep_alive</c> and <c>truncate</c> are sent.</remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <param name="dimensions">The length of the vectors where the options name none, at least 1; the model's own where <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is below 1.</exception>
    /// <returns>The generator; thread-safe, as the client is.</returns>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(this OllamaClient client, string? model = null, int? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions ?? 1, 1, nameof(dimensions));
        return new OllamaEmbeddingAdapter(client, model, dimensions);
    }
}
