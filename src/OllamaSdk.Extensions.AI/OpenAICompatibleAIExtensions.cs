using System.Diagnostics.CodeAnalysis;
using OllamaSdk.Extensions.AI;
using OllamaSdk.OpenAI;

namespace Microsoft.Extensions.AI;

/// <summary><see cref="OpenAICompatibleClient"/> as Microsoft.Extensions.AI knows its services.</summary>
public static class OpenAICompatibleAIExtensions
{
    /// <summary>The client as an <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// It throws what the client throws, also in the middle of a stream, and disposes nothing: the client stays its maker's. Additional properties of the
    /// options that are named as the API names them, such as <c>logit_bias</c> and <c>user</c>, are sent. A <see cref="ChatOptions.RawRepresentationFactory"/> may
    /// give a <see cref="ChatCompletionRequest"/>, whose members come before all others, or <see cref="OllamaSdk.CallOptions"/>.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The chat client; thread-safe, as the client is.</returns>
    public static IChatClient AsIChatClient(this OpenAICompatibleClient client, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new OpenAIChatAdapter(client, model);
    }

    /// <summary>The client as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
    /// <remarks>It throws what the client throws, and disposes nothing. Vectors come in the order of the texts, whatever order the server sends.</remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <param name="dimensions">The length of the vectors where the options name none, at least 1; the model's own where <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is below 1.</exception>
    /// <returns>The generator; thread-safe, as the client is.</returns>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(this OpenAICompatibleClient client, string? model = null, int? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions ?? 1, 1, nameof(dimensions));
        return new OpenAIEmbeddingAdapter(client, model, dimensions);
    }

    /// <summary>The client as an <see cref="ISpeechToTextClient"/>, over its route for transcriptions.</summary>
    /// <remarks>It throws what the client throws, and disposes nothing. Nothing is translated, and the text comes as a whole, also where it is asked for in parts.</remarks>
    /// <param name="client">The client.</param>
    /// <param name="model">The model of requests that name none; the client's default where <see langword="null"/>.</param>
    /// <returns>The client; thread-safe, as the one below it is.</returns>
    [Experimental(Experiments.SpeechToText)]
    public static ISpeechToTextClient AsISpeechToTextClient(this OpenAICompatibleClient client, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new OpenAISpeechAdapter(client, model);
    }
}
