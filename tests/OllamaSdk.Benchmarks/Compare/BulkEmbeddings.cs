using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a text costs in bulk, by the size of the batches, and how flat memory stays over many texts.</summary>
internal static class BulkEmbeddings
{
    private const double Mebibyte = 1024 * 1024;
    private const int Texts = 10_000;
    private const int ManyTexts = 100_000;
    private const int MostRounds = 5;
    private const int ManyBatch = 64;

    // What is held at once: batches under way, waiting for their turn, and the garbage of one collection's pause.
    private const double MostGrowth = 32;
    private const int VectorLength = 64;

    private static readonly int[] BatchSizes = [1, 8, 32, 128];
    private static readonly Aim Falls = Aim.AtMost(1);

    /// <summary>Whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri _, CompareOptions options)
    {
        using var server = ServerProcess.Start("serve-emulator");
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = server.Address.ToString(), DefaultModel = "demo-embed" });
        Candidate[] candidates = [.. BatchSizes.Select(size => new Candidate($"batches of {size}", () => EmbedAsync(client, Texts, size), Texts * VectorLength))];
        var costs = await Measure.RunAsync(candidates, Texts, Math.Min(options.Rounds, MostRounds), new Repetition(WarmUps: 2, RunsPerRound: 1));
        var falls = Report.Print($"EmbedManyAsync, {Texts} short texts through the emulator on a port", "text", candidates, costs,
            [new Ratio(1, 0, Falls), new Ratio(2, 1, Falls), new Ratio(3, 2, Falls)]);

        var few = await GrowthAsync(client, Texts);
        var many = await GrowthAsync(client, ManyTexts);
        var flat = many < MostGrowth;
        Console.WriteLine(Report.Row($"peak growth of managed memory, MiB, {Texts} texts", "", Report.Number(few, "0.00"), ""));
        Console.WriteLine(Report.Row($"the same, {ManyTexts} texts", "", Report.Number(many, "0.00"), $"< {MostGrowth} {(flat ? "met" : "MISSED")}"));
        Console.WriteLine();
        return falls && flat;
    }

    private static async Task<double> GrowthAsync(OllamaClient client, int texts)
    {
        using var memory = new MemoryWatch();
        await EmbedAsync(client, texts, ManyBatch);
        return memory.Stop().PeakGrowth / Mebibyte;
    }

    private static async Task<long> EmbedAsync(OllamaClient client, int texts, int batch)
    {
        var numbers = 0L;
        await foreach (var result in client.EmbedManyAsync(Source(texts), bulk: new BulkOptions { MaxBatchCount = batch }))
        {
            numbers += result.Output?.Length ?? throw new InvalidOperationException($"Text {result.Index} was not embedded.", result.Error);
        }

        return numbers;
    }

    private static async IAsyncEnumerable<string> Source(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return $"the sea is blue at place {i}";
        }

        await Task.CompletedTask;
    }
}
