using System.Runtime.CompilerServices;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <summary>Continues a conversation and waits for the whole answer.</summary>
    /// <param name="request">The conversation. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>The whole answer.</returns>
    /// <example>
    /// <code>
    /// var answer = await client.ChatAsync(new ChatCompletionRequest { Model = "qwen3", Messages = [ChatCompletionMessage.User("Why is the sky blue?")] });
    /// Console.WriteLine(answer.Choices?[0].Message?.Content);
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual Task<ChatCompletion> ChatAsync(ChatCompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: false);
        var answer = IsChecked(EffortOf(prepared)) ? CheckedAsync(prepared, options, cancellationToken) : _chat.ChatAsync(prepared, options, cancellationToken);
        return _connection.SplitThinkTags ? ThinkTags.SplitAsync(answer, new CompletionThinkTags()) : answer;
    }

    /// <summary>Asks one question and waits for the whole answer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The whole answer.</returns>
    public Task<ChatCompletion> ChatAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ChatAsync(Question(prompt, model), options, cancellationToken);

    /// <summary>Continues a conversation and delivers the answer in chunks, as the server makes them.</summary>
    /// <remarks>
    /// Token usage is asked for unless the request's stream options say otherwise; it comes in a last chunk without choices. Tool calls come
    /// in fragments from some servers: <see cref="ChatCompletionAggregator"/> puts them together.
    /// </remarks>
    /// <returns>Chunks with the new text each.</returns>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The stream ended before its end mark, after the chunks it had delivered.</exception>
    /// <example>
    /// <code>
    /// await foreach (var chunk in client.ChatStreamAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("Why is the sky blue?")] }))
    /// {
    ///     Console.Write(chunk.Choices is [var choice, ..] ? choice.Delta?.Content : "");
    /// }
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual IAsyncEnumerable<ChatCompletionChunk> ChatStreamAsync(ChatCompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: true);
        var stream = _chat.ChatStreamAsync(prepared, options, cancellationToken);
        stream = _connection.SplitThinkTags ? ThinkTags.SplitAsync(stream, new ChunkThinkTags(), cancellationToken) : stream;
        return DemandFirst(stream, prepared.Model!, EffortOf(prepared), options, cancellationToken);
    }

    /// <summary>Asks one question and delivers the answer in chunks, as the server makes them.</summary>
    /// <inheritdoc cref="ChatAsync(string, string?, CallOptions?, CancellationToken)" path="/param"/>
    /// <inheritdoc cref="ChatStreamAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<ChatCompletionChunk> ChatStreamAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ChatStreamAsync(Question(prompt, model), options, cancellationToken);

    internal static ChatCompletionRequest Question(string prompt, string? model)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return new ChatCompletionRequest { Model = model, Messages = [ChatCompletionMessage.User(prompt)] };
    }

    private ChatCompletionRequest Prepare(ChatCompletionRequest request, bool stream)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RequestShape.Sendable(request) with
        {
            Model = ModelOr(request.Model),
            Stream = stream,
            StreamOptions = stream ? RequestShape.Explicit(request.StreamOptions) : null,
        };
    }
}
