using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Loop;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Continues a conversation and reads the answer as a value.</summary>
    /// <typeparam name="T">The value; usually a partial type with <see cref="LlmSchemaAttribute"/>.</typeparam>
    /// <param name="request">
    /// The conversation. It is not changed; its format gives way to the schema. The server makes the model keep to the schema but does not
    /// show it to the model: say in the prompt too what is wanted.
    /// </param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <remarks><see cref="OllamaClientOptions.OutOfMemoryRecovery"/> does not hold here: a value could not tell what was done.</remarks>
    /// <inheritdoc cref="ChatAsync(OllamaChatRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The value.</returns>
    [OverloadResolutionPriority(1)]
    public Task<T> ChatAsync<T>(OllamaChatRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedAsync(request, SchemaAnswer<T>.Instance, options, cancellationToken);

    /// <summary>Continues a conversation and reads the answer as a value that System.Text.Json knows.</summary>
    /// <param name="request">The conversation. It is not changed; its format gives way to the schema.</param>
    /// <param name="type">Reads the value; from a source-generated context.</param>
    /// <param name="schemaJson">
    /// The JSON schema of the value; where <see langword="null"/>, System.Text.Json's exporter makes it of <paramref name="type"/>. One that is no object
    /// is sent as the member of an object, and taken out again. Only what <paramref name="type"/> refuses is found to be wrong.
    /// </param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/typeparam|/exception"/>
    /// <returns>The value.</returns>
    public Task<T> ChatAsync<T>(
        OllamaChatRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        TypedAsync(request, new JsonTypeAnswer<T>(type, schemaJson), options, cancellationToken);

    /// <summary>Continues a conversation, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <returns>Updates with the new text each; the last one has <see cref="TypedUpdate{T}.IsLast"/> set and holds the value.</returns>
    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The stream ended before its end mark, after the updates it had delivered.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(OllamaChatRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedStreamAsync(request, SchemaAnswer<T>.Instance, options, cancellationToken);

    /// <summary>Continues a conversation, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, JsonTypeInfo{T}, string, CallOptions?, CancellationToken)" path="/typeparam|/param"/>
    /// <inheritdoc cref="ChatStreamAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(
        OllamaChatRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        TypedStreamAsync(request, new JsonTypeAnswer<T>(type, schemaJson), options, cancellationToken);

    /// <summary>Completes a prompt and reads the text as a value.</summary>
    /// <param name="request">The prompt. It is not changed; its format gives way to the schema.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/typeparam|/exception"/>
    /// <returns>The value.</returns>
    [OverloadResolutionPriority(1)]
    public Task<T> GenerateAsync<T>(GenerateRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedAsync(request, SchemaAnswer<T>.Instance, options, cancellationToken);

    /// <summary>Completes a prompt and reads the text as a value that System.Text.Json knows.</summary>
    /// <param name="request">The prompt. It is not changed; its format gives way to the schema.</param>
    /// <param name="type">Reads the value; from a source-generated context.</param>
    /// <param name="schemaJson">
    /// The JSON schema of the value; where <see langword="null"/>, System.Text.Json's exporter makes it of <paramref name="type"/>. One that is no object
    /// is sent as the member of an object, and taken out again. Only what <paramref name="type"/> refuses is found to be wrong.
    /// </param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, JsonTypeInfo{T}, string, CallOptions?, CancellationToken)" path="/typeparam|/exception"/>
    /// <returns>The value.</returns>
    public Task<T> GenerateAsync<T>(
        GenerateRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        TypedAsync(request, new JsonTypeAnswer<T>(type, schemaJson), options, cancellationToken);

    /// <summary>Completes a prompt, delivers the JSON as it is made, and at the end the value.</summary>
    /// <inheritdoc cref="GenerateAsync{T}(GenerateRequest, CallOptions?, CancellationToken)" path="/typeparam|/param"/>
    /// <inheritdoc cref="ChatStreamAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<TypedUpdate<T>> GenerateStreamAsync<T>(GenerateRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedStreamAsync(request, SchemaAnswer<T>.Instance, options, cancellationToken);

    /// <summary>Completes a prompt, delivers the JSON as it is made, and at the end the value.</summary>
    /// <inheritdoc cref="GenerateAsync{T}(GenerateRequest, JsonTypeInfo{T}, string, CallOptions?, CancellationToken)" path="/typeparam|/param"/>
    /// <inheritdoc cref="ChatStreamAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> GenerateStreamAsync<T>(
        GenerateRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        TypedStreamAsync(request, new JsonTypeAnswer<T>(type, schemaJson), options, cancellationToken);

    /// <summary>Asks one question and reads the answer as a value.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
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
    /// <inheritdoc cref="ChatStreamAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => ChatStreamAsync<T>(Question(prompt, model), options, cancellationToken);

    /// <summary>Completes a prompt and reads the text as a value.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="GenerateAsync{T}(GenerateRequest, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
    public Task<T> GenerateAsync<T>(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => GenerateAsync<T>(PromptOf(prompt, model), options, cancellationToken);

    /// <summary>Completes a prompt, delivers the JSON as it is made, and at the end the value.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="GenerateStreamAsync{T}(GenerateRequest, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> GenerateStreamAsync<T>(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => GenerateStreamAsync<T>(PromptOf(prompt, model), options, cancellationToken);

    internal Task<T> TypedAsync<T>(OllamaChatRequest request, AnswerType<T> type, CallOptions? options, CancellationToken cancellationToken)
    {
        var (asked, call) = (In(type, request), CallOptions.WithoutRecovery(options));
        return TypedCall<T>.AskAsync(type, options, Endpoint, async back => PartOf(await ChatAsync(Again(asked, back), call, cancellationToken).ConfigureAwait(false)));
    }

    internal Task<T> TypedAsync<T>(GenerateRequest request, AnswerType<T> type, CallOptions? options, CancellationToken cancellationToken)
    {
        var (asked, call) = (In(type, request), CallOptions.WithoutRecovery(options));
        return TypedCall<T>.AskAsync(type, options, Endpoint, async back => PartOf(await GenerateAsync(Again(asked, back), call, cancellationToken).ConfigureAwait(false)));
    }

    internal IAsyncEnumerable<TypedUpdate<T>> TypedStreamAsync<T>(OllamaChatRequest request, AnswerType<T> type, CallOptions? options, CancellationToken cancellationToken)
    {
        var (asked, call) = (In(type, request), CallOptions.WithoutRecovery(options));
        // Made here, so that what is wrong with the arguments is said at once.
        var first = ChatStreamAsync(asked, call, cancellationToken);
        return TypedCall<T>.StreamAsync(
            type, options, Endpoint, request.Model ?? _setup.DefaultModel, back => back.Count == 0 ? first : ChatStreamAsync(Again(asked, back), call, cancellationToken), PartOf);
    }

    internal IAsyncEnumerable<TypedUpdate<T>> TypedStreamAsync<T>(GenerateRequest request, AnswerType<T> type, CallOptions? options, CancellationToken cancellationToken)
    {
        var (asked, call) = (In(type, request), CallOptions.WithoutRecovery(options));
        var first = GenerateStreamAsync(asked, call, cancellationToken);
        return TypedCall<T>.StreamAsync(
            type, options, Endpoint, request.Model ?? _setup.DefaultModel, back => back.Count == 0 ? first : GenerateStreamAsync(Again(asked, back), call, cancellationToken), PartOf);
    }

    private static AnswerPart PartOf(OllamaChatResponse answer) => new(AnswerText.Of(answer), answer.ModelOnWire, answer.PromptEvalCount, answer.EvalCount, Truncation: answer.PromptTruncation);

    private static AnswerPart PartOf(GenerateResponse answer) => new(AnswerText.Of(answer), answer.ModelOnWire, answer.PromptEvalCount, answer.EvalCount, Truncation: answer.PromptTruncation);

    private static OllamaChatRequest In<T>(AnswerType<T> type, OllamaChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with { Format = ResponseFormat.Schema(type.Schema) };
    }

    private static GenerateRequest In<T>(AnswerType<T> type, GenerateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with { Format = ResponseFormat.Schema(type.Schema) };
    }

    private static OllamaChatRequest Again(OllamaChatRequest request, IReadOnlyList<SentBack> back) => back.Count == 0 ? request : request with
    {
        Messages = [.. request.Messages ?? [], .. back.SelectMany(one => new[] { OllamaChatMessage.Assistant(one.Answer), OllamaChatMessage.User(one.Words) })],
    };

    // A completion has no turns: what was said stands in the prompt.
    private static GenerateRequest Again(GenerateRequest request, IReadOnlyList<SentBack> back) => back.Count == 0 ? request : request with
    {
        Prompt = string.Join("\n\n", back.SelectMany(one => new[] { one.Answer, one.Words }).Prepend(request.Prompt)),
    };
}
