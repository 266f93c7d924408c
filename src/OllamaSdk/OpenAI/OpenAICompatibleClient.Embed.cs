using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    // From the shortest form to the one that every server knows, since it is not asked for at all.
    private static readonly EmbeddingEncoding?[] s_encodings = [EmbeddingEncoding.Base64, EmbeddingEncoding.Float, null];

    // The first of them that the server has not refused. Two calls at once may both find it out, to the same end.
    private volatile int _encoding;

    /// <summary>
    /// Turns texts into vectors, in the order of the texts. Base64 is asked for unless the request says otherwise: it is less than
    /// half as long; a server that does not know it sends numbers, which are read as well, or refuses it and is asked for numbers from then on.
    /// </summary>
    /// <param name="request">The texts. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmProtocolException">There are more or fewer vectors than texts, two claim one place, or they differ in length.</exception>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>One vector per text.</returns>
    [OverloadResolutionPriority(1)]
    public virtual async Task<EmbeddingList> EmbedAsync(EmbeddingRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Input);
        RequestShape.NotEmpty(request.Input.Count, nameof(request.Input));
        var prepared = request with { Model = ModelOr(request.Model) };
        var answer = await (prepared.EncodingFormat is null
            ? EmbedInKnownFormAsync(prepared, options, cancellationToken)
            : _embeddings.EmbedAsync(prepared, options, cancellationToken)).ConfigureAwait(false);
        VectorCount.CheckLengths(answer.Data.Select(item => item?.Embedding?.Values.Length), request.Input.Count, Endpoint, prepared.Model);
        return answer.InOrder() ?? throw new LlmProtocolException("The server sent two vectors with the same index, so it is not known which belongs to which text.")
        {
            Endpoint = Endpoint,
            Model = prepared.Model,
        };
    }

    /// <summary>Turns one text into a vector.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="EmbedAsync(EmbeddingRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public Task<EmbeddingList> EmbedAsync(string text, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EmbedAsync(new EmbeddingRequest { Input = text, Model = model }, options, cancellationToken);
    }

    /// <summary>Turns texts into vectors, in the order of the texts.</summary>
    /// <param name="texts">The texts: an array, a list, <c>["a", "b"]</c>, a query, a <see cref="PromptInput"/>.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="EmbedAsync(EmbeddingRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    /// <example>
    /// <code>
    /// var list = await client.EmbedAsync(["sky", "sea"], "all-minilm");
    /// Console.WriteLine(list.Data?.Count);
    /// </code>
    /// </example>
    public Task<EmbeddingList> EmbedAsync(IEnumerable<string> texts, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return EmbedAsync(new EmbeddingRequest { Input = texts as PromptInput ?? new PromptInput(texts), Model = model }, options, cancellationToken);
    }

    // One call to its caller, however often it is sent: to the total timer as well.
    private async Task<EmbeddingList> EmbedInKnownFormAsync(EmbeddingRequest request, CallOptions? options, CancellationToken cancellationToken)
    {
        var began = _runner.Clock.GetTimestamp();
        for (var encoding = _encoding; ; encoding++)
        {
            try
            {
                var answer = await _embeddings.EmbedAsync(request with { EncodingFormat = s_encodings[encoding] }, options, cancellationToken).ConfigureAwait(false);
                _encoding = encoding;
                return answer;
            }
            catch (LlmApiException e) when (encoding + 1 < s_encodings.Length && RefusesEncoding(e))
            {
                options = options?.Clone() ?? new CallOptions();
                options.BeganAt ??= began;
            }
        }
    }

    private static bool RefusesEncoding(LlmApiException refusal) =>
        refusal.Status is 400 or 415 or 422 or 500 or 501
        && (refusal.ServerMessage.Contains("encoding_format", StringComparison.OrdinalIgnoreCase)
            || refusal.ServerMessage.Contains("base64", StringComparison.OrdinalIgnoreCase));
}
