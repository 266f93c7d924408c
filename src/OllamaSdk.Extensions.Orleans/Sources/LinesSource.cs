using System.Runtime.CompilerServices;
using System.Text;

namespace OllamaSdk.BulkJobs;

/// <summary>
/// The lines of a UTF-8 file, each a text. The file is read once from end to end per silo, and where every 1024th line begins is kept in memory: 8 MB for 10⁹
/// lines. It must be the same file for all silos, and stay as it is while jobs read it.
/// </summary>
/// <param name="path">The file.</param>
public sealed class LinesSource(string path) : ILlmBulkSource
{
    private readonly LineIndex _index = new(path);

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) => (await _index.GetAsync(cancellationToken).ConfigureAwait(false)).Lines;

    /// <inheritdoc />
    public async IAsyncEnumerable<LlmBulkText> ReadAsync(long start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var places = await _index.GetAsync(cancellationToken).ConfigureAwait(false);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        await using var fileEnd = file.ConfigureAwait(false);
        var (offset, skip) = places.Find(start);
        file.Position = offset;
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        for (; skip > 0; skip--)
        {
            _ = await LineAsync().ConfigureAwait(false);
        }

        for (var index = start; index < start + count; index++)
        {
            yield return new LlmBulkText(index, await LineAsync().ConfigureAwait(false));
        }

        async ValueTask<string> LineAsync() => await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new IOException($"{path} has become shorter than it was when its lines were counted.");
    }
}
