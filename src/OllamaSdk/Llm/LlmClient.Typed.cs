using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Loop;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>Asks for an answer and reads it as a value.</summary>
    /// <typeparam name="T">The value; usually a partial type with <see cref="LlmSchemaAttribute"/>.</typeparam>
    /// <param name="request">
    /// What to ask. It is not changed; its format gives way to the schema. Say in the prompt too what is wanted: Ollama does not show the schema
    /// to the model, and <c>mlx_lm.server</c> cannot be sent one at all.
    /// </param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="LlmSchemaException">The answer is no JSON, or not what the schema says.</exception>
    /// <inheritdoc cref="ChatAsync(LlmRequest, CancellationToken)" path="/exception"/>
    /// <remarks><see cref="LlmClientOptions.OutOfMemoryRecovery"/> does not hold here: a value could not tell what was done.</remarks>
    /// <returns>The value.</returns>
    [OverloadResolutionPriority(1)]
    public Task<T> ChatAsync<T>(LlmRequest request, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedAsync(request, SchemaAnswer<T>.Instance, cancellationToken);

    /// <summary>Asks for an answer and reads it as a value that System.Text.Json knows.</summary>
    /// <param name="request">What to ask. It is not changed; its format gives way to the schema.</param>
    /// <param name="type">Reads the value; from a source-generated context.</param>
    /// <param name="schemaJson">
    /// The JSON schema of the value; where <see langword="null"/>, System.Text.Json's exporter makes it of <paramref name="type"/>. One that is no object
    /// is sent as the member of an object, and taken out again. Only what <paramref name="type"/> refuses is found to be wrong.
    /// </param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(LlmRequest, CancellationToken)" path="/typeparam|/exception"/>
    /// <returns>The value.</returns>
    public Task<T> ChatAsync<T>(LlmRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CancellationToken cancellationToken = default) =>
        TypedAsync(request, new JsonTypeAnswer<T>(type, schemaJson), cancellationToken);

    /// <summary>Asks for an answer, delivers its JSON as it is made, and at the end the value.</summary>
    /// <returns>Updates with the new text each; the last one has <see cref="TypedUpdate{T}.IsLast"/> set and holds the value.</returns>
    /// <inheritdoc cref="ChatAsync{T}(LlmRequest, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The answer broke off after parts of it were delivered.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(LlmRequest request, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => TypedStreamAsync(request, SchemaAnswer<T>.Instance, cancellationToken);

    /// <summary>Asks for an answer, delivers its JSON as it is made, and at the end the value.</summary>
    /// <inheritdoc cref="ChatAsync{T}(LlmRequest, JsonTypeInfo{T}, string, CancellationToken)" path="/typeparam|/param"/>
    /// <inheritdoc cref="ChatStreamAsync{T}(LlmRequest, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(
        LlmRequest request, JsonTypeInfo<T> type, string? schemaJson = null, CancellationToken cancellationToken = default) =>
        TypedStreamAsync(request, new JsonTypeAnswer<T>(type, schemaJson), cancellationToken);

    /// <summary>Asks one question and reads the answer as a value.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; each target's own where <see langword="null"/>.</param>
    /// <param name="options">Time limits, retries and headers of this call, as <see cref="LlmRequest.Call"/>.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync{T}(LlmRequest, CancellationToken)" path="/typeparam|/returns|/exception"/>
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
        where T : ILlmSchema<T> => ChatAsync<T>(new LlmRequest(prompt) { Model = model, Call = options }, cancellationToken);

    /// <summary>Asks one question, delivers the JSON of the answer as it is made, and at the end the value.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; each target's own where <see langword="null"/>.</param>
    /// <param name="options">Time limits, retries and headers of this call, as <see cref="LlmRequest.Call"/>.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatStreamAsync{T}(LlmRequest, CancellationToken)" path="/typeparam|/returns|/exception"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmSchema<T> => ChatStreamAsync<T>(new LlmRequest(prompt) { Model = model, Call = options }, cancellationToken);

    internal Task<T> TypedAsync<T>(LlmRequest request, AnswerType<T> type, CancellationToken cancellationToken)
    {
        var asked = In(type, request);
        return TypedCall<T>.AskAsync(type, request.Call, null, async back => PartOf(await ChatAsync(Again(asked, back), cancellationToken).ConfigureAwait(false)));
    }

    internal IAsyncEnumerable<TypedUpdate<T>> TypedStreamAsync<T>(LlmRequest request, AnswerType<T> type, CancellationToken cancellationToken)
    {
        var asked = In(type, request);
        // Made here, so that what is wrong with the arguments is said at once.
        var first = ChatStreamAsync(asked, cancellationToken);
        return TypedCall<T>.StreamAsync(
            type, request.Call, null, null, back => back.Count == 0 ? first : ChatStreamAsync(Again(asked, back), cancellationToken),
            update => update.Response is { } answer ? PartOf(answer) with { IsRestart = update.IsRestart, IsWhole = true }
                : new(new AnswerText(update.ContentDelta, update.ThinkingDelta, false, false), IsRestart: update.IsRestart));
    }

    private static AnswerPart PartOf(LlmResponse answer) => new(
        new AnswerText(answer.Content, answer.Thinking, answer.HitTokenLimit, answer.ToolCalls.Count > 0),
        answer.Model,
        answer.Usage.PromptTokens,
        answer.Usage.CompletionTokens,
        answer.Endpoint,
        Truncation: answer.PromptTruncation);

    private static LlmRequest In<T>(AnswerType<T> type, LlmRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with { Format = ResponseFormat.Schema(type.Schema), Call = CallOptions.WithoutRecovery(request.Call) };
    }

    private static LlmRequest Again(LlmRequest request, IReadOnlyList<SentBack> back) => back.Count == 0 ? request : request with
    {
        System = null,
        Messages = [.. request.Conversation, .. back.SelectMany(one => new[] { LlmMessage.Assistant(one.Answer), LlmMessage.User(one.Words) })],
        Prompt = null,
    };
}
