using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.BulkJobs.Tests.Cluster;
using OllamaSdk.Testing;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>Silos and servers die, the job is paused and cancelled, and each place is in the sink once.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int WorkersPerSilo = 2;

    // 20,000 unless a whole run is wanted.
    private static readonly int s_texts = int.TryParse(Environment.GetEnvironmentVariable("OLLAMA_SDK_BULK_TEXTS"), out var texts) ? texts : 20_000;

    [Fact]
    public async Task Whatever_dies_each_text_has_one_result_in_the_end()
    {
        using var folder = new TempFolder();
        await using var postgres = Postgres.IsThere ? await Postgres.StartAsync(TableTests.Results("real[]")) : null;
        var path = folder.Texts(Enumerable.Range(0, s_texts).Select(i => $"text {i}{(i % 997 == 500 ? " " + PoisonHandler.Word : "")}"));
        await using var servers = await Servers.StartAsync(4, TimeSpan.FromMilliseconds(200));
        var source = new CountedSource(new LinesSource(path));
        await using var cluster = await BulkCluster.StartAsync(
            silos: 3,
            services => services.AddLlmClient(options =>
            {
                var pool = new LlmTarget(LlmProviders.Ollama, "demo-embed");
                servers.Endpoints.ToList().ForEach(pool.Endpoints.Add);
                options.Targets.Add(pool);
            }).AddHttpMessageHandler(() => new PoisonHandler()),
            options =>
            {
                options.WorkersPerSilo = WorkersPerSilo;
                options.LeaseTime = TimeSpan.FromSeconds(6);
                options.Sources["texts"] = _ => source;
                options.Sinks["results"] = _ => postgres is null ? new JsonLinesSink(folder.Results) : new TableSink(postgres.Database, "results");
            });
        var job = await cluster.Jobs.CreateAsync(new LlmBulkJob { Id = "night", Source = "texts", Sink = "results", PartSize = s_texts / 80, MaxConcurrency = 2 });
        Assert.Equal(LlmBulkJobState.Created, job.State);

        await ReachAsync(0.1);
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[2]);
        await ReachAsync(0.25);
        await servers.KillAsync(1);
        await ReachAsync(0.4);
        await cluster.Jobs.PauseAsync("night");
        var paused = await cluster.UntilAsync("night", now => now.IsAtRest, "paused");
        Assert.Equal(LlmBulkJobState.Paused, paused.State);
        await cluster.Jobs.ResumeAsync("night");
        await cluster.Silos.StartAdditionalSiloAsync();
        await ReachAsync(0.55);
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[1]);
        await ReachAsync(0.75);
        Assert.Equal(LlmBulkJobState.Cancelled, (await cluster.Jobs.CancelAsync("night"))!.State);
        await cluster.Jobs.ResumeAsync("night");
        var done = await cluster.UntilDoneAsync("night");

        var rows = postgres is null ? OfFiles(folder) : await OfTableAsync(postgres);
        Assert.Equal(Enumerable.Range(0, s_texts).Select(i => (long)i), rows.Select(row => row.Index));
        var poison = Enumerable.Range(0, s_texts).Where(i => i % 997 == 500).Select(i => (long)i).ToList();
        Assert.Equal(poison, rows.Where(row => row.Error is not null).Select(row => row.Index));
        Assert.Equal((s_texts - poison.Count, poison.Count), (done.Succeeded, done.Failed));
        await VectorsAreRight(rows);
        // Two silos died with all they held, and all were made to drop theirs once.
        output.WriteLine($"{(postgres is null ? "Files" : "PostgreSQL")}: {done.Parts} parts were begun {source.Reads} times; {cluster.Kept.Writes} writes of state, {cluster.Kept.Bytes} bytes kept.");
        Assert.InRange(source.Reads, done.Parts, done.Parts + (WorkersPerSilo * (2 + 3)));

        Task ReachAsync(double share) => cluster.UntilAsync("night", now => now.PartsDone >= share * now.Parts && now.Parts > 0, $"at {share:P0}");
    }

    private static List<Row> OfFiles(TempFolder folder) =>
        [.. folder.Rows("night").Select(row => new Row(
            row.GetProperty("index").GetInt64(),
            row.TryGetProperty("vector", out var vector) ? [.. vector.EnumerateArray().Select(number => number.GetSingle())] : null,
            row.TryGetProperty("error", out var error) ? error.GetString() : null))];

    private static async Task<List<Row>> OfTableAsync(Postgres postgres) =>
        [.. (await postgres.QueryAsync("SELECT idx, vector, error FROM results WHERE job = 'night' ORDER BY idx")).Select(row => new Row((long)row[0]!, (float[]?)row[1], (string?)row[2]))];

    // Each is that of its own text, so none was mixed up on the way.
    private static async Task VectorsAreRight(List<Row> rows)
    {
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo-embed" });
        foreach (var row in rows.Where(row => row.Index % 211 == 0 && row.Error is null))
        {
            Assert.Equal((await client.EmbedAsync($"text {row.Index}")).Embeddings[0], row.Vector!);
        }
    }

    private sealed record Row(long Index, float[]? Vector, string? Error);
}
