namespace OllamaSdk;

/// <summary>What one often wants of a stream.</summary>
public static class StreamExtensions
{
    /// <summary>Reads a stream to its end and adds it up to the whole answer.</summary>
    /// <param name="cancellationToken">Ends the wait, and with it the call.</param>
    /// <param name="chunks">The stream. It is read once.</param>
    /// <returns>The whole answer, put together.</returns>
    public static async Task<OllamaChatResponse> ToResponseAsync(this IAsyncEnumerable<OllamaChatResponse> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var aggregator = new ChatAggregator();
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            aggregator.Add(chunk);
        }

        return aggregator.ToResponse();
    }

    /// <summary>Reads a stream to its end and adds it up to the whole answer.</summary>
    /// <param name="cancellationToken">Ends the wait, and with it the call.</param>
    /// <param name="chunks">The stream. It is read once.</param>
    /// <returns>The whole answer, put together.</returns>
    public static async Task<GenerateResponse> ToResponseAsync(this IAsyncEnumerable<GenerateResponse> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var aggregator = new GenerateAggregator();
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            aggregator.Add(chunk);
        }

        return aggregator.ToResponse();
    }
}
