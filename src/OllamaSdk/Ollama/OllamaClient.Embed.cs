using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;
using OllamaSdk.Fitting;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Turns texts into vectors of length 1, one per text, in the order of the texts.</summary>
    /// <param name="request">The texts. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmProtocolException">There are more or fewer vectors than texts, or they differ in length.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>One vector per text.</returns>
    [OverloadResolutionPriority(1)]
    public virtual async Task<EmbedResponse> EmbedAsync(EmbedRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        OllamaChecks.Embed(request);
        var prepared = request with { Model = ModelOr(request.Model) };
        prepared = MustNotCut(options) ? NoCutting.Of(prepared) : prepared;
        var answer = await (Fits(options)
            ? FitAsync(prepared, AskAsync, WithOptions, PromptNeed.Of(Guard, prepared), prepared.Model!, prepared.Options, options, cancellationToken)
            : AskAsync(prepared, options, cancellationToken)).ConfigureAwait(false);
        // Without texts the model is only loaded, and an empty text counts as none.
        if (prepared.Input is { Texts: { Count: > 0 } texts } && !(texts.Count == 1 && texts[0].Length == 0 && answer.Embeddings.Count == 0))
        {
            VectorCount.Check(answer.EmbeddingsOnWire, texts.Count, Endpoint, prepared.Model);
        }

        return answer;
    }

    /// <summary>Turns one text into a vector of length 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="EmbedAsync(EmbedRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public Task<EmbedResponse> EmbedAsync(string text, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EmbedAsync(new EmbedRequest { Model = model, Input = text }, options, cancellationToken);
    }

    /// <summary>Turns texts into vectors of length 1, one per text, in the order of the texts.</summary>
    /// <param name="texts">The texts: an array, a list, <c>["a", "b"]</c>, a query, an <see cref="EmbedInput"/>.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="EmbedAsync(EmbedRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    /// <example>
    /// <code>
    /// var answer = await client.EmbedAsync(["sky", "sea"], "all-minilm");
    /// foreach (var vector in answer.Embeddings ?? [])
    /// {
    ///     Console.WriteLine(vector.Length);
    /// }
    /// </code>
    /// </example>
    public Task<EmbedResponse> EmbedAsync(IEnumerable<string> texts, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return EmbedAsync(new EmbedRequest { Model = model, Input = texts as EmbedInput ?? new EmbedInput(texts) }, options, cancellationToken);
    }

    private static EmbedRequest WithOptions(EmbedRequest request, ModelOptions? options) => request with { Options = options };

    private Task<EmbedResponse> AskAsync(EmbedRequest request, CallOptions? options, CancellationToken cancellationToken) => Recovers(options)
        ? RecoverAsync(request, _embeddings.EmbedAsync, WithOptions, request.Model!, request.Options, options, cancellationToken)
        : _embeddings.EmbedAsync(request, options, cancellationToken);

    /// <summary>Turns one text into a vector, which is not brought to length 1.</summary>
    /// <param name="request">The text. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="EmbedAsync(EmbedRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The vector.</returns>
    [Obsolete("The server keeps this route for old programs; call EmbedAsync.")]
    public virtual async Task<LegacyEmbedResponse> LegacyEmbedAsync(LegacyEmbedRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prepared = request with { Model = ModelOr(request.Model) };
        var answer = await _embeddings.LegacyEmbedAsync(prepared, options, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(prepared.Prompt) || answer.Embedding.Count > 0
            ? answer
            : throw new LlmProtocolException("The server sent no vector for the text.") { Endpoint = Endpoint, Model = prepared.Model };
    }
}
