namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>Tells how often parts were begun.</summary>
internal sealed class CountedSource(ILlmBulkSource source) : ILlmBulkSource
{
    private int _reads;

    public int Reads => _reads;

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => source.CountAsync(cancellationToken);

    public IAsyncEnumerable<LlmBulkText> ReadAsync(long start, int count, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return source.ReadAsync(start, count, cancellationToken);
    }
}
