using System.Collections.Concurrent;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>Results in memory, by part.</summary>
internal sealed class MemorySink : ILlmBulkSink
{
    private readonly ConcurrentDictionary<int, IReadOnlyList<LlmBulkRow>> _parts = new();
    private int _writes;

    /// <summary>Does what is to happen before a part is kept.</summary>
    public Func<LlmBulkPart, Task> Before { get; set; } = _ => Task.CompletedTask;

    public int Writes => _writes;

    public IReadOnlyList<LlmBulkRow> Rows => [.. _parts.OrderBy(part => part.Key).SelectMany(part => part.Value)];

    public async Task WriteAsync(LlmBulkPart part, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken)
    {
        await Before(part).WaitAsync(cancellationToken);
        _parts[part.Number] = rows;
        Interlocked.Increment(ref _writes);
    }
}
