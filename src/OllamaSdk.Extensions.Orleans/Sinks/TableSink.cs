using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.BulkJobs;

/// <summary>
/// Results as rows of a table. A part is one transaction, which first deletes what stands there of the part; the primary key sees to it that two silos with the same
/// part do not both get through. The table has these columns, of which <c>answer</c> and <c>answers</c> may be missing where no job generates or decides:
/// <code>
/// CREATE TABLE results (job text NOT NULL, idx bigint NOT NULL, vector real[], answer text, answers jsonb, error text, PRIMARY KEY (job, idx))
/// </code>
/// </summary>
/// <remarks>
/// The type of the column <c>vector</c> says how vectors are written: an array of numbers, pgvector's <c>vector</c> and <c>halfvec</c>, bytes (four a number, the
/// lowest first), or a text such as <c>[1,2.5]</c>.
/// </remarks>
/// <param name="database">The database; <c>DbProviderFactory.CreateDataSource</c> makes one for any ADO.NET provider.</param>
/// <param name="table">The table, as it stands in SQL.</param>
public sealed class TableSink(DbDataSource database, string table) : ILlmBulkSink
{
    private VectorColumn? _vectors;
    private string? _answers;

    /// <inheritdoc />
    public async Task WriteAsync(LlmBulkPart part, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var connectionEnd = connection.ConfigureAwait(false);
        if (rows.Any(row => row.Vector is not null))
        {
            _vectors ??= new VectorColumn(await TypeOfAsync(connection, "vector", cancellationToken).ConfigureAwait(false));
        }

        if (rows.Any(row => row.Answers is not null))
        {
            _answers ??= await TypeOfAsync(connection, "answers", cancellationToken).ConfigureAwait(false);
        }

        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionEnd = transaction.ConfigureAwait(false);
        using var delete = connection.CreateCommand();
        (delete.Transaction, delete.CommandText) = (transaction, $"DELETE FROM {table} WHERE job = @job AND idx >= @start AND idx < @end");
        delete.Add("@job", part.JobId);
        delete.Add("@start", part.Start);
        delete.Add("@end", part.Start + part.Count);
        await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await InsertAsync(connection, transaction, part, rows, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task InsertAsync(DbConnection connection, DbTransaction transaction, LlmBulkPart part, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken)
    {
        if (!connection.CanCreateBatch)
        {
            foreach (var row in rows)
            {
                using var insert = connection.CreateCommand();
                var (sql, value) = Insert(row);
                (insert.Transaction, insert.CommandText) = (transaction, sql);
                insert.Add("@job", part.JobId);
                insert.Add("@idx", row.Index);
                insert.Add("@value", value);
                await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var batch = connection.CreateBatch();
        await using var batchEnd = batch.ConfigureAwait(false);
        batch.Transaction = transaction;
        // Batches came to ADO.NET before their parameters did: those of a command serve.
        using var maker = connection.CreateCommand();
        foreach (var row in rows)
        {
            var insert = batch.CreateBatchCommand();
            (insert.CommandText, var value) = Insert(row);
            insert.Add("@job", part.JobId, maker.CreateParameter);
            insert.Add("@idx", row.Index, maker.CreateParameter);
            insert.Add("@value", value, maker.CreateParameter);
            batch.BatchCommands.Add(insert);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (string Sql, object Value) Insert(LlmBulkRow row)
    {
        var (column, placeholder, value) = row switch
        {
            { Vector: { } vector } => ("vector", _vectors!.Placeholder, _vectors.Value(vector)),
            { Answer: { } answer } => ("answer", "@value", Storable(answer)),
            { Answers: { } answers } => ("answers", _answers!.StartsWith("json", StringComparison.OrdinalIgnoreCase) ? $"CAST(@value AS {_answers})" : "@value", Json(answers)),
            _ => ("error", "@value", (object)Storable(row.Error ?? "")),
        };
        return ($"INSERT INTO {table} (job, idx, {column}) VALUES (@job, @idx, {placeholder})", value);
    }

    private async Task<string> TypeOfAsync(DbConnection connection, string column, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {column} FROM {table} WHERE 1 = 0";
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        return reader.GetDataTypeName(0);
    }

    // A database takes neither a zero nor half a character, and one answer with such would keep its whole part out.
    private static string Storable(string text)
    {
        if (!text.Any(c => c == '\0' || char.IsSurrogate(c)))
        {
            return text;
        }

        var stored = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            stored.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return stored.ToString();
    }

    private static string Json(IReadOnlyDictionary<string, SystemOneAnswer> answers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            AnswerJson.Write(json, answers);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
