using OllamaSdk.CompilerServices;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>
/// Answers of types that bring no schema themselves: lists, numbers, booleans, enums, classes of other assemblies. The generator makes the reader of each
/// type that is named in a call.
/// </summary>
public static class OpenAITypedExtensions
{
    /// <summary>Continues a conversation and reads the answer as a value.</summary>
    /// <typeparam name="T">The value. It travels inside an object, which you do not see.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The conversation. It is not changed; its format gives way to the schema.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>The value.</returns>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <exception cref="NotSupportedException">No reader was generated for the type.</exception>
    public static Task<T> ChatAsync<T>(this OpenAICompatibleClient client, ChatCompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.TypedAsync(request, GeneratedAnswer.Of<T>(), options, cancellationToken);
    }

    /// <summary>Asks one question and reads the answer as a value.</summary>
    /// <typeparam name="T">The value. It travels inside an object, which you do not see.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>The value.</returns>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <exception cref="NotSupportedException">No reader was generated for the type.</exception>
    public static Task<T> ChatAsync<T>(this OpenAICompatibleClient client, string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.TypedAsync(OpenAICompatibleClient.Question(prompt, model), GeneratedAnswer.Of<T>(), options, cancellationToken);
    }

    /// <summary>Continues a conversation, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <typeparam name="T">The value. It travels inside an object, which you do not see.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The conversation. It is not changed; its format gives way to the schema.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>Updates with the new text each; the last one has <see cref="TypedUpdate{T}.IsLast"/> set and holds the value.</returns>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <exception cref="NotSupportedException">No reader was generated for the type.</exception>
    public static IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(this OpenAICompatibleClient client, ChatCompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.TypedStreamAsync(request, GeneratedAnswer.Of<T>(), options, cancellationToken);
    }

    /// <summary>Asks one question, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <typeparam name="T">The value. It travels inside an object, which you do not see.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>Updates with the new text each; the last one has <see cref="TypedUpdate{T}.IsLast"/> set and holds the value.</returns>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <exception cref="NotSupportedException">No reader was generated for the type.</exception>
    public static IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(this OpenAICompatibleClient client, string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.TypedStreamAsync(OpenAICompatibleClient.Question(prompt, model), GeneratedAnswer.Of<T>(), options, cancellationToken);
    }

    /// <summary>Asks a decision model one question, and reads the answer as a value.</summary>
    /// <typeparam name="T">
    /// What the answer is: an enum, or <see cref="Choice{TEnum}"/> of one, chooses among its members, an enum with <see cref="LlmLevelsAttribute"/> places on
    /// levels, and <see langword="bool"/> or <see cref="YesNo"/> is yes or no. The comments of the enum's members tell the model what they mean.
    /// </typeparam>
    /// <param name="client">The client.</param>
    /// <param name="state">What the question is about: a text, JSON, or <see cref="DecisionState.Of{T}(T)"/> a value.</param>
    /// <param name="question">The question, such as <c>Is the writer angry?</c></param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="images">Pictures that the question is about, for models that can see.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <returns>The value, with what the server told beside it.</returns>
    /// <exception cref="LlmSchemaException">The answer is none to the question: of another type, an option that was not among them.</exception>
    /// <exception cref="NotSupportedException">No question was generated for the type.</exception>
    /// <exception cref="ArgumentException">The question is blank.</exception>
    public static Task<Decision<T>> DecideAsync<T>(
        this OpenAICompatibleClient client,
        DecisionState state,
        string question,
        string? model = null,
        IReadOnlyList<LlmImage>? images = null,
        CallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.DecideAsync(GeneratedDecision.Of<T>(question), DecisionState.Request(state, model, images), options, cancellationToken);
    }
}
