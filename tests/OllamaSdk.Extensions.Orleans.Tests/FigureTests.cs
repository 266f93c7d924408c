using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.BulkJobs.Tests.Cluster;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>The figures of docs/bulk-jobs.md. They take a machine for themselves, so they run where a variable asks for them.</summary>
[Collection(nameof(FigureTests))]
public sealed class FigureTests(ITestOutputHelper output)
{
    private const string Variable = "OLLAMA_SDK_BULK_FIGURES";

    [Fact]
    public async Task Silos_add_up()
    {
        SkipUnlessAsked();
        var paces = new Dictionary<int, double>();
        foreach (var silos in new[] { 1, 2, 3 })
        {
            await using var servers = await Servers.StartAsync(4, TimeSpan.FromMilliseconds(200));
            await using var cluster = await BulkCluster.StartAsync(
                silos,
                services => services.AddLlmClient(options =>
                {
                    var pool = new LlmTarget(LlmProviders.Ollama, "demo-embed");
                    servers.Endpoints.ToList().ForEach(pool.Endpoints.Add);
                    options.Targets.Add(pool);
                }),
                options => Configure(options, new CountedTexts(silos * 10_240), workers: 2));
            // The first requests find nothing compiled and no connection.
            await RunAsync(cluster, "first", 320);

            var time = Stopwatch.StartNew();
            await RunAsync(cluster, "job", 320);
            paces[silos] = silos * 10_240 / time.Elapsed.TotalSeconds;
            output.WriteLine(FormattableString.Invariant($"{silos} silos: {paces[silos]:0} texts/s, {paces[silos] / (silos * paces[1]):0.00} of linear"));
        }

        Assert.True(paces[3] >= 0.8 * 3 * paces[1], FormattableString.Invariant($"3 silos are {paces[3] / paces[1]:0.00} times as fast as one."));
    }

    [Fact]
    public async Task A_text_costs_the_job_little()
    {
        SkipUnlessAsked();
        const int texts = 1_000_000;
        await using var cluster = await BulkCluster.StartAsync(
            1, services => services.AddSingleton<LlmClient>(new NoServer()), options => Configure(options, new CountedTexts(texts), workers: 2));
        await RunAsync(cluster, "first", 1000);

        var whole = await CpuAsync(() => RunAsync(cluster, "job", 1000));
        await using var client = new NoServer();
        var source = new CountedTexts(texts);
        var alone = await CpuAsync(async () =>
        {
            for (var start = 0L; start < texts; start += 1000)
            {
                var part = await source.ReadAsync(start, 1000, CancellationToken.None).Select(text => text.Text).ToListAsync();
                await foreach (var result in client.EmbedManyAsync(part, bulk: new BulkOptions { KeepOrder = false }))
                {
                    Assert.Null(result.Error);
                }
            }
        });

        output.WriteLine(FormattableString.Invariant(
            $"CPU per text at batches of 64, without server and sink: {whole / texts * 1e6:0.0} µs in the job, of which {alone / texts * 1e6:0.0} µs are the client's own bulk work"));
        Assert.True(whole / texts <= 20e-6, FormattableString.Invariant($"{whole / texts * 1e6:0.0} µs"));
    }

    [Fact]
    public async Task A_row_costs_its_sink_more()
    {
        SkipUnlessAsked();
        const int texts = 50_000;
        using var folder = new TempFolder();
        await using var postgres = Postgres.IsThere ? await Postgres.StartAsync(TableTests.Results("real[]")) : null;
        var sinks = new Dictionary<string, ILlmBulkSink> { ["JSON lines"] = new JsonLinesSink(folder.Results) };
        if (postgres is not null)
        {
            sinks["PostgreSQL"] = new TableSink(postgres.Database, "results");
        }

        foreach (var (name, sink) in sinks)
        {
            await using var cluster = await BulkCluster.StartAsync(1, services => services.AddSingleton<LlmClient>(new NoServer(384)), options =>
            {
                Configure(options, new CountedTexts(texts), workers: 2);
                options.Sinks["nothing"] = _ => sink;
            });
            await RunAsync(cluster, "first", 1000);
            var cpu = await CpuAsync(() => RunAsync(cluster, "job", 1000));
            output.WriteLine(FormattableString.Invariant($"{name}, 384 numbers a text: {cpu / texts * 1e6:0.0} µs of this process's CPU per text"));
        }

        if (postgres is not null)
        {
            var size = (await postgres.QueryAsync("SELECT pg_total_relation_size('results'), pg_indexes_size('results') FROM (SELECT 1) one"))[0];
            output.WriteLine(FormattableString.Invariant($"PostgreSQL: {(long)size[0]! / (texts + 1000.0):0} bytes per row in all, {(long)size[1]! / (texts + 1000.0):0} of them index"));
        }

        output.WriteLine(FormattableString.Invariant($"JSON lines: {Directory.EnumerateFiles(Path.Combine(folder.Results, "job")).Sum(file => new FileInfo(file).Length) / texts} bytes per row"));
    }

    [Fact]
    public async Task State_of_a_job_stays_small()
    {
        SkipUnlessAsked();
        foreach (var parts in new[] { 1_000, 10_000, 100_000 })
        {
            await using var cluster = await BulkCluster.StartAsync(1, services => services.AddSingleton<LlmClient>(new NoServer()), options => Configure(options, new CountedTexts(parts), workers: 4));
            var time = Stopwatch.StartNew();
            await RunAsync(cluster, "job", 1);
            output.WriteLine(FormattableString.Invariant(
                $"{parts} parts: {cluster.Kept.Bytes} bytes kept, {cluster.Kept.Writes} writes, {parts / time.Elapsed.TotalSeconds:0} parts/s at most"));
        }
    }

    private static void SkipUnlessAsked() => Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) is "1", $"{Variable} is not 1.");

    private static void Configure(LlmBulkJobsOptions options, ILlmBulkSource source, int workers)
    {
        options.WorkersPerSilo = workers;
        options.Sources["texts"] = _ => source;
        options.Sources["few"] = _ => new CountedTexts(1_000);
        options.Sinks["nothing"] = _ => new NoSink();
    }

    private static async Task RunAsync(BulkCluster cluster, string id, int partSize)
    {
        await cluster.Jobs.CreateAsync(new LlmBulkJob { Id = id, Source = id is "first" ? "few" : "texts", Sink = "nothing", PartSize = partSize, MaxConcurrency = 2 });
        await cluster.UntilDoneAsync(id);
    }

    private static async Task<double> CpuAsync(Func<Task> work)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private sealed class CountedTexts(int count) : ILlmBulkSource
    {
        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => new(count);

        public IAsyncEnumerable<LlmBulkText> ReadAsync(long start, int count, CancellationToken cancellationToken) =>
            Enumerable.Range(0, count).Select(i => new LlmBulkText(start + i, $"text {start + i}")).ToAsyncEnumerable();
    }

    private sealed class NoSink : ILlmBulkSink
    {
        public Task WriteAsync(LlmBulkPart part, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>A client whose server takes no time and no processor.</summary>
    private sealed class NoServer(int numbers = 3) : LlmClient(new LlmTarget(LlmProviders.Ollama, "none", "http://127.0.0.1:9"))
    {
        private readonly float[] _vector = [.. Enumerable.Range(1, numbers).Select(i => MathF.Sin(i) / 20)];

        public override async Task<LlmEmbeddings> EmbedAsync(IEnumerable<string> texts, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return new LlmEmbeddings { Vectors = [.. Enumerable.Repeat(_vector, texts.Count())] };
        }
    }
}

/// <summary>Nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(FigureTests), DisableParallelization = true)]
public sealed class AloneCollection;
