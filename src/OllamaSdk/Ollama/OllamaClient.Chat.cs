using System.Runtime.CompilerServices;
using OllamaSdk.Fitting;
using OllamaSdk.Models;
using OllamaSdk.Streaming;

namespace OllamaSdk;

public partial class OllamaClient
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
    /// var answer = await client.ChatAsync(new OllamaChatRequest
    /// {
    ///     Model = "llama3.2",
    ///     Messages = [OllamaChatMessage.System("Be short."), OllamaChatMessage.User("Why is the sky blue?")],
    /// });
    /// Console.WriteLine(answer.Message?.Content);
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual async Task<OllamaChatResponse> ChatAsync(OllamaChatRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: false, options);
        await DemandAsync(new(prepared.Model!, prepared.Runner), CapabilityCheck.Needs(prepared), prepared.Think, options, cancellationToken).ConfigureAwait(false);
        var answer = Fits(options)
            ? FitAsync(prepared, AskAsync, WithOptions, PromptNeed.Of(Guard, prepared), prepared.Model!, prepared.Options, options, cancellationToken)
            : AskAsync(prepared, options, cancellationToken);
        return await (_setup.SplitThinkTags ? ThinkTags.SplitAsync(answer, new ChatThinkTags()) : answer).ConfigureAwait(false);
    }

    /// <summary>Asks one question and waits for the whole answer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync(OllamaChatRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The whole answer.</returns>
    /// <example>
    /// <code>
    /// var answer = await client.ChatAsync("Why is the sky blue?", "llama3.2");
    /// Console.WriteLine(answer.Message?.Content);
    /// </code>
    /// </example>
    public Task<OllamaChatResponse> ChatAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ChatAsync(Question(prompt, model), options, cancellationToken);

    /// <summary>Continues a conversation and delivers the answer in chunks, as the server makes them.</summary>
    /// <returns>Chunks with the new text each; the last one has <see cref="OllamaChatResponse.Done"/> set and holds the metrics.</returns>
    /// <inheritdoc cref="ChatAsync(OllamaChatRequest, CallOptions?, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The stream ended before its end mark, after the chunks it had delivered.</exception>
    /// <example>
    /// <code>
    /// await foreach (var chunk in client.ChatStreamAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("Why is the sky blue?")] }))
    /// {
    ///     Console.Write(chunk.Message?.Content);
    /// }
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual IAsyncEnumerable<OllamaChatResponse> ChatStreamAsync(OllamaChatRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: true, options);
        var stream = Fits(options)
            ? FitStreamAsync(
                prepared, OpenAsync, WithOptions, PromptNeed.Of(Guard, prepared), prepared.Model!, prepared.Options, options, new(nameof(ChatStreamAsync)), cancellationToken).WithOwnTokens(cancellationToken)
            : OpenAsync(prepared, options, Recovers(options) ? new(nameof(ChatStreamAsync)) : null, cancellationToken);
        stream = _setup.SplitThinkTags ? ThinkTags.SplitAsync(stream, new ChatThinkTags(), cancellationToken) : stream;
        return DemandFirst(stream, new(prepared.Model!, prepared.Runner), CapabilityCheck.Needs(prepared), prepared.Think, options, cancellationToken);
    }

    /// <summary>Asks one question and delivers the answer in chunks, as the server makes them.</summary>
    /// <inheritdoc cref="ChatAsync(string, string?, CallOptions?, CancellationToken)" path="/param"/>
    /// <inheritdoc cref="ChatStreamAsync(OllamaChatRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    /// <example>
    /// <code>
    /// await foreach (var chunk in client.ChatStreamAsync("Why is the sky blue?", "llama3.2"))
    /// {
    ///     Console.Write(chunk.Message?.Content);
    /// }
    /// </code>
    /// </example>
    public IAsyncEnumerable<OllamaChatResponse> ChatStreamAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ChatStreamAsync(Question(prompt, model), options, cancellationToken);

    internal static OllamaChatRequest Question(string prompt, string? model)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return new OllamaChatRequest { Model = model, Messages = [OllamaChatMessage.User(prompt)] };
    }

    private static OllamaChatRequest WithOptions(OllamaChatRequest request, ModelOptions? options) => request with { Options = options };

    private Task<OllamaChatResponse> AskAsync(OllamaChatRequest request, CallOptions? options, CancellationToken cancellationToken) => Recovers(options)
        ? RecoverAsync(request, _generation.ChatAsync, WithOptions, request.Model!, request.Options, options, cancellationToken)
        : _generation.ChatAsync(request, options, cancellationToken);

    private IAsyncEnumerable<OllamaChatResponse> OpenAsync(OllamaChatRequest request, CallOptions? options, SingleUse? use, CancellationToken cancellationToken) => Recovers(options)
        ? RecoverStreamAsync(request, _generation.ChatStreamAsync, WithOptions, request.Model!, request.Options, options, use, cancellationToken).WithOwnTokens(cancellationToken)
        : _generation.ChatStreamAsync(request, options, cancellationToken);

    private OllamaChatRequest Prepare(OllamaChatRequest request, bool stream, CallOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        OllamaChecks.Chat(request);
        var prepared = request with { Model = ModelOr(request.Model), Stream = stream, Messages = CallShape.Sendable(request.Messages) };
        return MustNotCut(options) ? NoCutting.Of(prepared) : prepared;
    }
}
