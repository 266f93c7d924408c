using Npgsql;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>A schema of its own in the PostgreSQL that <c>.ci/bulk-jobs</c> starts.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    /// <summary>The variable that says where it is.</summary>
    public const string Variable = "OLLAMA_SDK_POSTGRES";

    private readonly string _schema = $"jobs_{Guid.NewGuid():N}";

    private Postgres(string connection) => Database = NpgsqlDataSource.Create($"{connection};Search Path={_schema}");

    public static bool IsThere => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    public NpgsqlDataSource Database { get; }

    /// <summary>Makes the schema, and what is to be in it.</summary>
    public static async Task<Postgres> StartAsync(params string[] statements)
    {
        Assert.SkipUnless(IsThere, $"{Variable} names no PostgreSQL.");
        var postgres = new Postgres(Environment.GetEnvironmentVariable(Variable)!);
        foreach (var statement in (string[])[$"CREATE SCHEMA {postgres._schema}", .. statements])
        {
            await postgres.RunAsync(statement);
        }

        // What was made just now is not known yet to who asked before.
        await postgres.Database.ReloadTypesAsync();
        return postgres;
    }

    public async Task RunAsync(string statement)
    {
        await using var command = Database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a query, each as its values.</summary>
    public async Task<List<object?[]>> QueryAsync(string query)
    {
        await using var command = Database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"DROP SCHEMA {_schema} CASCADE");
        await Database.DisposeAsync();
    }
}
