using System.Runtime.CompilerServices;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>Texts in memory; places where there is none are null.</summary>
internal sealed class ListSource(params string?[] texts) : ILlmBulkSource
{
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => new(texts.Length);

    public async IAsyncEnumerable<LlmBulkText> ReadAsync(long start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        for (var i = start; i < start + count; i++)
        {
            if (texts[i] is { } text)
            {
                yield return new LlmBulkText(i, text);
            }
        }
    }
}
