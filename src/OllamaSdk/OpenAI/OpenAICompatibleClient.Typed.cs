using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Loop;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    // Servers want a name and do nothing with it.
    private const string SchemaName = "answer";

    /// <summary>Continues a conversation and reads the answer as a value.</summary>
    /// <typeparam name="T">The value; usually a partial type with <see cref="LlmSchemaAttribute"/>.</typeparam>
    /// <param name="request">
    /// The conversation. It is not changed; its response format gives way to the schema. Not every server shows the schema to the model:
    /// say in the prompt too what is wanted.
    /// </param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The value.</returns>
    [OverloadResolutionPriority(1)]
    public Task<T> ChatAsync<T>(ChatCompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedAsync(request, SchemaAnswer<T>.Instance, options, cancellationToken);

    /// <summary>Continues a conversation and reads the answer as a value that System.Text.Json knows.</summary>
    /// <param name="request">The conversation. It is not changed; its response format gives way to the schema.</param>
    /// <param name="type">Reads the value; from a source-generated context.</param>
    /// <param name="schemaJson">
    /// The JSON schema of the value; where <see langword="null"/>, System.Text.Json's exporter makes it of <paramref name="type"/>. One that is no object
    /// is sent as the member of an object, and taken out again. Only what <paramref name="type"/> refuses is found to be wrong.
    /// </param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/typeparam|/exception"/>
    /// <returns>The value.</returns>
    public Task<T> ChatAsync<T>(
        ChatCompletionRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        TypedAsync(request, new JsonTypeAnswer<T>(type, schemaJson), options, cancellationToken);

    /// <summary>Continues a conversation, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <returns>Updates with the new text each; the last one has <see cref="TypedUpdate{T}.IsLast"/> set and holds the value.</returns>
    /// <inheritdoc cref="ChatAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The stream ended before its end mark, after the updates it had delivered.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(ChatCompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedStreamAsync(request, SchemaAnswer<T>.Instance, options, cancellationToken);

    /// <summary>Continues a conversation, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <inheritdoc cref="ChatAsync{T}(ChatCompletionRequest, JsonTypeInfo{T}, string, CallOptions?, CancellationToken)" path="/typeparam|/param"/>
    /// <inheritdoc cref="ChatStreamAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(
        ChatCompletionRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        TypedStreamAsync(request, new JsonTypeAnswer<T>(type, schemaJson), options, cancellationToken);

    /// <summary>Asks one question and reads the answer as a value.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
    /// <example>
    /// <code>
    /// var book = await client.ChatAsync&lt;Book&gt;("Name a book by Jules Verne, as JSON.");
    /// Console.WriteLine($"{book.Title} ({book.Year})");
    ///
    /// [LlmSchema]
    /// public sealed partial record Book(string Title, int Year);
    /// </code>
    /// </example>
    public Task<T> ChatAsync<T>(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => ChatAsync<T>(Question(prompt, model), options, cancellationToken);

    /// <summary>Asks one question, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatStreamAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => ChatStreamAsync<T>(Question(prompt, model), options, cancellationToken);

    internal Task<T> TypedAsync<T>(ChatCompletionRequest request, AnswerType<T> type, CallOptions? options, CancellationToken cancellationToken)
    {
        var asked = In(type, request, options);
        return TypedCall<T>.AskAsync(type, options, Endpoint, async back =>
        {
            var answer = await ChatAsync(Again(asked, back), options, cancellationToken).ConfigureAwait(false);
            return new(AnswerText.Of(answer), answer.ModelOnWire, answer.Usage?.PromptTokens, answer.Usage?.CompletionTokens, Truncation: answer.PromptTruncation);
        });
    }

    internal IAsyncEnumerable<TypedUpdate<T>> TypedStreamAsync<T>(
        ChatCompletionRequest request, AnswerType<T> type, CallOptions? options, CancellationToken cancellationToken)
    {
        var asked = In(type, request, options);
        // Made here, so that what is wrong with the arguments is said at once.
        var first = ChatStreamAsync(asked, options, cancellationToken);
        return TypedCall<T>.StreamAsync(
            type, options, Endpoint, request.Model ?? _connection.DefaultModel, back => back.Count == 0 ? first : ChatStreamAsync(Again(asked, back), options, cancellationToken),
            chunk => new(AnswerText.Of(chunk), null, chunk.Usage?.PromptTokens, chunk.Usage?.CompletionTokens, Truncation: chunk.PromptTruncation));
    }

    private static ChatCompletionRequest In<T>(AnswerType<T> type, ChatCompletionRequest request, CallOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with { ResponseFormat = ChatResponseFormat.ForSchema(SchemaName, type.Schema, options is { StrictSchema: true } ? true : null) };
    }

    private static ChatCompletionRequest Again(ChatCompletionRequest request, IReadOnlyList<SentBack> back) => back.Count == 0 ? request : request with
    {
        Messages = [.. request.Messages ?? [], .. back.SelectMany(one => new[] { ChatCompletionMessage.Assistant(one.Answer), ChatCompletionMessage.User(one.Words) })],
    };
}
