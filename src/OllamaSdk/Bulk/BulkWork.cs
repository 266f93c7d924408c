using OllamaSdk.Prompting;

namespace OllamaSdk.Bulk;

/// <summary>The answer to one request of many texts.</summary>
internal readonly record struct EmbeddedBatch(IReadOnlyList<float[]?> Vectors, MemoryRecovery? Recovery, PromptTruncation? Truncation);

/// <summary>The two kinds of bulk work: texts that share requests, and requests of their own.</summary>
internal static class BulkWork
{
    /// <param name="texts">The texts.</param>
    /// <param name="embed">One request: a vector for each text, in their order.</param>
    /// <param name="options">Batches and order; defaults where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public static IAsyncEnumerable<BulkResult<string, float[]>> EmbedAsync(
        IAsyncEnumerable<string> texts, Func<IReadOnlyList<string>, CancellationToken, Task<EmbeddedBatch>> embed, BulkOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var settings = (options ?? new BulkOptions()).CheckedCopy();
        return BulkRun<string, float[]>.RunAsync(
            texts, settings,
            source => new BatchReader<string>(source, settings.MaxBatchCount, settings.MaxBatchCharacters, text => text.Length, settings.StartIndex),
            (batch, token) => EmbedBatchAsync(batch, embed, null, token), cancellationToken);
    }

    /// <param name="requests">The requests.</param>
    /// <param name="generate">Answers one.</param>
    /// <param name="recovery">What an answer says of <see cref="MemoryRecovery"/>.</param>
    /// <param name="sameModel">Whether all requests are for one model.</param>
    /// <param name="options">Concurrency and order; defaults where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public static IAsyncEnumerable<BulkResult<TRequest, TAnswer>> GenerateAsync<TRequest, TAnswer>(
        IAsyncEnumerable<TRequest> requests, Func<TRequest, CancellationToken, Task<TAnswer>> generate, Func<TAnswer, MemoryRecovery?> recovery, bool sameModel, BulkOptions? options, CancellationToken cancellationToken)
        where TAnswer : class
    {
        ArgumentNullException.ThrowIfNull(requests);
        var settings = (options ?? new BulkOptions()).CheckedCopy();
        return BulkRun<TRequest, TAnswer>.RunAsync(
            requests, settings,
            source => new BatchReader<TRequest>(source, maxCount: 1, maxSize: 1, _ => 1, settings.StartIndex),
            async (batch, token) => [await AnswerAsync(batch.First, batch.Items[0], generate, recovery, sameModel, token).ConfigureAwait(false)],
            cancellationToken);
    }

    private static async Task<BulkResult<TRequest, TAnswer>> AnswerAsync<TRequest, TAnswer>(
        long index, TRequest request, Func<TRequest, CancellationToken, Task<TAnswer>> generate, Func<TAnswer, MemoryRecovery?> recovery, bool sameModel, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            var answer = await generate(request, cancellationToken).ConfigureAwait(false);
            return new(index, request, answer, null) { MemoryRecovery = recovery(answer), PromptTruncation = (answer as IPromptTold)?.PromptTruncation };
        }
        catch (Exception e) when (!BulkFailures.EndsAll(e, sameModel))
        {
            return new(index, request, null, e) { MemoryRecovery = BulkFailures.RecoveryOf(e) };
        }
    }

    private static async Task<BulkResult<string, float[]>[]> EmbedBatchAsync(
        Batch<string> batch, Func<IReadOnlyList<string>, CancellationToken, Task<EmbeddedBatch>> embed, MemoryRecovery? earlier, CancellationToken cancellationToken)
    {
        var (first, texts) = batch;
        try
        {
            var answer = await embed(texts, cancellationToken).ConfigureAwait(false);
            var vectors = VectorCount.Check(answer.Vectors, texts.Count);
            return [.. texts.Select((text, i) => new BulkResult<string, float[]>(first + i, text, vectors[i], null)
            {
                MemoryRecovery = answer.Recovery ?? earlier,
                PromptTruncation = answer.Truncation?.OfText(i),
            })];
        }
        catch (Exception e) when (!BulkFailures.EndsAll(e, sameModel: true))
        {
            earlier = BulkFailures.RecoveryOf(e) ?? earlier;
            if (texts.Count == 1 || !BulkFailures.MaySpareOthers(e))
            {
                return [.. texts.Select((text, i) => new BulkResult<string, float[]>(first + i, text, null, e) { MemoryRecovery = earlier })];
            }
        }

        var half = texts.Count / 2;
        var left = await EmbedBatchAsync(new(first, [.. texts.Take(half)]), embed, earlier, cancellationToken).ConfigureAwait(false);
        var right = await EmbedBatchAsync(new(first + half, [.. texts.Skip(half)]), embed, earlier, cancellationToken).ConfigureAwait(false);
        return [.. left, .. right];
    }
}
