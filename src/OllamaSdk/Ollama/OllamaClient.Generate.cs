using System.Runtime.CompilerServices;
using OllamaSdk.Fitting;
using OllamaSdk.Models;
using OllamaSdk.Streaming;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Completes a prompt and waits for the whole text.</summary>
    /// <param name="request">The prompt. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>The whole answer.</returns>
    /// <example>
    /// <code>
    /// var answer = await client.GenerateAsync(new GenerateRequest { Prompt = "The sky is", System = "Go on with the sentence.", KeepAlive = "5m" });
    /// Console.WriteLine(answer.Response);
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual async Task<GenerateResponse> GenerateAsync(GenerateRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: false, options);
        await DemandAsync(new(prepared.Model!, prepared.Runner), CapabilityCheck.Needs(prepared), prepared.Think, options, cancellationToken).ConfigureAwait(false);
        var answer = Fits(options)
            ? FitAsync(prepared, AskAsync, WithOptions, PromptNeed.Of(Guard, prepared), prepared.Model!, prepared.Options, options, cancellationToken)
            : AskAsync(prepared, options, cancellationToken);
        return await (_setup.SplitThinkTags ? ThinkTags.SplitAsync(answer, new GenerateThinkTags()) : answer).ConfigureAwait(false);
    }

    /// <summary>Completes a prompt and waits for the whole text.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="GenerateAsync(GenerateRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The whole answer.</returns>
    public Task<GenerateResponse> GenerateAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateAsync(PromptOf(prompt, model), options, cancellationToken);

    /// <summary>Completes a prompt and delivers the text in chunks, as the server makes them.</summary>
    /// <returns>Chunks with the new text each; the last one has <see cref="GenerateResponse.Done"/> set and holds the metrics.</returns>
    /// <inheritdoc cref="GenerateAsync(GenerateRequest, CallOptions?, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The stream ended before its end mark, after the chunks it had delivered.</exception>
    [OverloadResolutionPriority(1)]
    public virtual IAsyncEnumerable<GenerateResponse> GenerateStreamAsync(GenerateRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: true, options);
        var stream = Fits(options)
            ? FitStreamAsync(
                prepared, OpenAsync, WithOptions, PromptNeed.Of(Guard, prepared), prepared.Model!, prepared.Options, options, new(nameof(GenerateStreamAsync)), cancellationToken).WithOwnTokens(cancellationToken)
            : OpenAsync(prepared, options, Recovers(options) ? new(nameof(GenerateStreamAsync)) : null, cancellationToken);
        stream = _setup.SplitThinkTags ? ThinkTags.SplitAsync(stream, new GenerateThinkTags(), cancellationToken) : stream;
        return DemandFirst(stream, new(prepared.Model!, prepared.Runner), CapabilityCheck.Needs(prepared), prepared.Think, options, cancellationToken);
    }

    /// <summary>Completes a prompt and delivers the text in chunks, as the server makes them.</summary>
    /// <inheritdoc cref="GenerateAsync(string, string?, CallOptions?, CancellationToken)" path="/param"/>
    /// <inheritdoc cref="GenerateStreamAsync(GenerateRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<GenerateResponse> GenerateStreamAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateStreamAsync(PromptOf(prompt, model), options, cancellationToken);

    internal static GenerateRequest PromptOf(string prompt, string? model)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return new GenerateRequest { Model = model, Prompt = prompt };
    }

    private static GenerateRequest WithOptions(GenerateRequest request, ModelOptions? options) => request with { Options = options };

    private Task<GenerateResponse> AskAsync(GenerateRequest request, CallOptions? options, CancellationToken cancellationToken) => Recovers(options)
        ? RecoverAsync(request, _generation.GenerateAsync, WithOptions, request.Model!, request.Options, options, cancellationToken)
        : _generation.GenerateAsync(request, options, cancellationToken);

    private IAsyncEnumerable<GenerateResponse> OpenAsync(GenerateRequest request, CallOptions? options, SingleUse? use, CancellationToken cancellationToken) => Recovers(options)
        ? RecoverStreamAsync(request, _generation.GenerateStreamAsync, WithOptions, request.Model!, request.Options, options, use, cancellationToken).WithOwnTokens(cancellationToken)
        : _generation.GenerateStreamAsync(request, options, cancellationToken);

    private GenerateRequest Prepare(GenerateRequest request, bool stream, CallOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        OllamaChecks.Generate(request);
        var prepared = request with { Model = ModelOr(request.Model), Stream = stream };
        return MustNotCut(options) ? NoCutting.Of(prepared) : prepared;
    }
}
