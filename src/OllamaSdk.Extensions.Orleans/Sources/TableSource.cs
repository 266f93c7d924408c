using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace OllamaSdk.BulkJobs;

/// <summary>
/// The texts of a table, by a whole number that is its key: the key is the place. Numbers without a row, and rows without a text, are passed over. Rows may be added
/// behind the last while a job runs; it does not see them.
/// </summary>
/// <param name="database">The database; <c>DbProviderFactory.CreateDataSource</c> makes one for any ADO.NET provider.</param>
/// <param name="table">The table, as it stands in SQL.</param>
/// <param name="key">The column with the key, as it stands in SQL: whole numbers from 0, without large gaps, and indexed.</param>
/// <param name="text">The column with the text, as it stands in SQL.</param>
public sealed class TableSource(DbDataSource database, string table, string key, string text) : ILlmBulkSource
{
    /// <inheritdoc />
    public async ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        using var command = database.CreateCommand($"SELECT MAX({key}) FROM {table}");
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } last and not DBNull ? Convert.ToInt64(last, CultureInfo.InvariantCulture) + 1 : 0;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<LlmBulkText> ReadAsync(long start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var command = database.CreateCommand($"SELECT {key}, {text} FROM {table} WHERE {key} >= @start AND {key} < @end AND {text} IS NOT NULL ORDER BY {key}");
        command.Add("@start", start);
        command.Add("@end", start + count);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new LlmBulkText(Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture), reader.GetString(1));
        }
    }
}
