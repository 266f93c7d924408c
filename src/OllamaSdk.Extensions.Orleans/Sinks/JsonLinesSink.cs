using System.Globalization;
using System.Text.Json;

namespace OllamaSdk.BulkJobs;

/// <summary>
/// Results as files: <c>FOLDER/JOB/part-0000000.jsonl</c>, a line per text, see <see cref="LlmBulkRow.WriteTo"/>. A file is written beside and takes its name
/// when it is whole, so a part is there once or not at all. The folder must be one that all silos see.
/// </summary>
/// <param name="folder">The folder; made where it is not there.</param>
public sealed class JsonLinesSink(string folder) : ILlmBulkSink
{
    private const int FlushAt = 64 * 1024;

    /// <inheritdoc />
    public async Task WriteAsync(LlmBulkPart part, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var path = PathOf(part);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Two silos may write the same part.
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await WriteAsync(file, rows, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>The file of a part.</summary>
    /// <param name="part">Which one.</param>
    /// <returns>Its whole path.</returns>
    public string PathOf(LlmBulkPart part) =>
        Path.Combine(Path.GetFullPath(folder), part.JobId, string.Create(CultureInfo.InvariantCulture, $"part-{part.Number:D7}.jsonl"));

    private static async Task WriteAsync(FileStream file, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var row in rows)
        {
            row.WriteTo(json);
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            json.Reset();
            buffer.WriteByte((byte)'\n');
            if (buffer.Length >= FlushAt)
            {
                await EmptyAsync().ConfigureAwait(false);
            }
        }

        await EmptyAsync().ConfigureAwait(false);

        async Task EmptyAsync()
        {
            await file.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
            buffer.SetLength(0);
        }
    }
}
