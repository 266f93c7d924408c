using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;
using OllamaSdk.Llm;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>
    /// Turns texts into vectors. All come from one model: where the call names none it is the first target's, and targets of other models are not asked.
    /// </summary>
    /// <param name="texts">The texts, at least one: an array, a list, <c>["a", "b"]</c>, a query.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; the first target's where <see langword="null"/>.</param>
    /// <param name="options">Time limits, retries and headers of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">There is no text, one of them is <see langword="null"/>, or no model is named; nothing was sent.</exception>
    /// <inheritdoc cref="ChatAsync(LlmRequest, CancellationToken)" path="/exception[contains(@cref, 'Llm')]"/>
    /// <returns>One vector per text, in the order of the texts.</returns>
    /// <example>
    /// <code>
    /// var answer = await client.EmbedAsync(["sky", "sea"], "all-minilm");
    /// Console.WriteLine(answer.Vectors.Count);
    /// </code>
    /// </example>
    public virtual async Task<LlmEmbeddings> EmbedAsync(IEnumerable<string> texts, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options?.Validate();
        return await EmbedListAsync(texts as IReadOnlyList<string> ?? [.. texts], model, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Turns one text into a vector.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; the first target's where <see langword="null"/>.</param>
    /// <param name="options">Time limits, retries and headers of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="EmbedAsync(IEnumerable{string}, string?, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public Task<LlmEmbeddings> EmbedAsync(string text, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EmbedAsync([text], model, options, cancellationToken);
    }

    private async Task<LlmEmbeddings> EmbedListAsync(IReadOnlyList<string> texts, string? model, CallOptions? options, CancellationToken cancellationToken)
    {
        if (texts.Count == 0 || texts.Contains(null!))
        {
            throw new ArgumentException(texts.Count == 0 ? "There are no texts." : "One of the texts is null.", nameof(texts));
        }

        var way = new FallbackCall(new LlmRequest { Call = options }, _routing.For(_routing.ModelOfFirst(model)), _context);
        while (true)
        {
            using var attempt = way.Next();
            var step = await way.TryAsync(attempt, (a, token) => new ValueTask<LlmEmbeddings>(a.Server.Backend.EmbedAsync(a, texts, token)), cancellationToken).ConfigureAwait(false);
            if (step.Answered)
            {
                return await way.CompleteAsync(attempt, step.Value).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Turns any number of texts into vectors of one model, many in one request and several requests at once, over all servers of a pool. The source
    /// is read no faster than results are taken, so memory does not grow with it.
    /// </summary>
    /// <param name="texts">The texts. Disposed when the work ends, however it does.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; the first target's where <see langword="null"/>.</param>
    /// <param name="bulk">Batches, concurrency, order, where to begin.</param>
    /// <param name="options">Time limits, retries and headers of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    /// <inheritdoc cref="OllamaClient.EmbedManyAsync(IAsyncEnumerable{string}, EmbedRequest, BulkOptions?, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var name = _routing.ModelOfFirst(model);
        return BulkWork.EmbedAsync(
            texts,
            async (batch, token) =>
            {
                var answer = await EmbedAsync(batch, name, options, token).ConfigureAwait(false);
                return new(answer.Vectors, answer.MemoryRecovery ?? BulkFailures.RecoveryOf(answer.Failures), answer.PromptTruncation);
            },
            bulk, cancellationToken);
    }

    /// <inheritdoc cref="EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(new AsyncSource<string>(texts), model, bulk, options, cancellationToken);
}
