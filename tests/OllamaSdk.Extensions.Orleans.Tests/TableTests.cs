using System.Buffers.Binary;
using Npgsql;
using OllamaSdk.BulkJobs.Tests.Cluster;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>Texts from a table and results into one, in PostgreSQL.</summary>
public sealed class TableTests
{
    private static readonly LlmBulkPart s_part = new("night", 1, 10, 10);

    // What pgvector has for us, without pgvector: a type of that name with a text form, which no client knows.
    private static readonly string[] s_vectorType =
    [
        "CREATE TYPE vector",
        "CREATE FUNCTION vector_in(cstring) RETURNS vector AS 'textin' LANGUAGE internal STRICT IMMUTABLE",
        "CREATE FUNCTION vector_out(vector) RETURNS cstring AS 'textout' LANGUAGE internal STRICT IMMUTABLE",
        "CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out, LIKE = text)",
    ];

    [Fact]
    public async Task A_table_is_read_by_its_key()
    {
        await using var postgres = await Postgres.StartAsync("CREATE TABLE texts (id int PRIMARY KEY, body text)", "INSERT INTO texts VALUES (0, 'a'), (2, 'b'), (3, NULL), (7, 'c')");
        var source = new TableSource(postgres.Database, "texts", "id", "body");

        Assert.Equal(8, await source.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal([new(2, "b")], await source.ReadAsync(1, 6, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        await postgres.RunAsync("DELETE FROM texts");
        Assert.Equal(0, await source.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_part_is_written_in_the_place_of_itself()
    {
        await using var postgres = await Postgres.StartAsync(Results("real[]"));
        var sink = new TableSink(postgres.Database, "results");
        var others = new LlmBulkPart("night", 0, 0, 10);

        await sink.WriteAsync(others, [new(9, "x") { Vector = [9] }], TestContext.Current.CancellationToken);
        await sink.WriteAsync(s_part, [new(10, "a") { Vector = [1, 2.5f] }, new(12, "b") { Error = "no" }], TestContext.Current.CancellationToken);
        await sink.WriteAsync(s_part, [new(10, "a") { Vector = [1, 3f] }, new(11, "c") { Answer = "yes" }], TestContext.Current.CancellationToken);

        var rows = await postgres.QueryAsync("SELECT idx, vector, answer, error FROM results ORDER BY idx");
        Assert.Equal<object?[]>([[9L, new float[] { 9 }, null, null], [10L, new float[] { 1, 3 }, null, null], [11L, null, "yes", null]], rows);
    }

    [Fact]
    public async Task Two_silos_with_the_same_part_leave_it_once()
    {
        await using var postgres = await Postgres.StartAsync(Results("real[]"));
        var sink = new TableSink(postgres.Database, "results");
        LlmBulkRow[] rows = [.. Enumerable.Range(10, 10).Select(i => new LlmBulkRow(i, "x") { Vector = [i] })];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await sink.WriteAsync(s_part, rows, CancellationToken.None);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // The other one was quicker; whoever has the part tries again.
            }
        }));

        Assert.Equal(Enumerable.Range(10, 10).Select(i => (object)(long)i), (await postgres.QueryAsync("SELECT idx FROM results ORDER BY idx")).Select(row => row[0]));
    }

    [Theory]
    [InlineData("vector", "[1,2.5,-3E-08]")]
    [InlineData("text", "[1,2.5,-3E-08]")]
    [InlineData("real[]", "{1,2.5,-3e-08}")]
    public async Task A_vector_is_written_as_its_column_wants_it(string type, string expected)
    {
        await using var postgres = await Postgres.StartAsync([.. s_vectorType, Results(type)]);

        await new TableSink(postgres.Database, "results").WriteAsync(s_part, [new(10, "a") { Vector = [1, 2.5f, -3e-8f] }], TestContext.Current.CancellationToken);

        Assert.Equal(expected, Assert.Single(await postgres.QueryAsync("SELECT vector::text FROM results"))[0]);
    }

    [Fact]
    public async Task Vectors_are_bytes_in_a_column_of_bytes()
    {
        await using var postgres = await Postgres.StartAsync(Results("bytea"));

        await new TableSink(postgres.Database, "results").WriteAsync(s_part, [new(10, "a") { Vector = [1, 2.5f] }], TestContext.Current.CancellationToken);

        var bytes = Assert.IsType<byte[]>(Assert.Single(await postgres.QueryAsync("SELECT vector FROM results"))[0]);
        Assert.Equal([1, 2.5f], [BinaryPrimitives.ReadSingleLittleEndian(bytes), BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4))]);
    }

    [Fact]
    public async Task An_answer_that_no_database_takes_is_kept_as_far_as_it_can_be()
    {
        await using var postgres = await Postgres.StartAsync(Results("real[]"));

        await new TableSink(postgres.Database, "results").WriteAsync(s_part, [new(10, "a") { Answer = "a\0b\ud83dc😀" }], TestContext.Current.CancellationToken);

        Assert.Equal("a\uFFFDb\uFFFDc😀", Assert.Single(await postgres.QueryAsync("SELECT answer FROM results"))[0]);
    }

    [Fact]
    public async Task Answers_of_a_decision_are_json()
    {
        await using var postgres = await Postgres.StartAsync(Results("real[]"));
        var answers = new Dictionary<string, SystemOneAnswer> { ["angry"] = new() { Noul = 0.5 }, ["topic"] = new() { Choice = "a", Probabilities = new Dictionary<string, double> { ["a"] = 1 } } };

        await new TableSink(postgres.Database, "results").WriteAsync(s_part, [new(10, "a") { Answers = answers }], TestContext.Current.CancellationToken);

        var row = Assert.Single(await postgres.QueryAsync("SELECT (answers->'angry'->>'noul')::float8, answers->'topic'->>'choice', (answers->'topic'->'probabilities'->>'a')::float8 FROM results"));
        Assert.Equal([0.5, "a", 1.0], row);
    }

    internal static string Results(string vector) =>
        $"CREATE TABLE results (job text NOT NULL, idx bigint NOT NULL, vector {vector}, answer text, answers jsonb, error text, PRIMARY KEY (job, idx))";
}
