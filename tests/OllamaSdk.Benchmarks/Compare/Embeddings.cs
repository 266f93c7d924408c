using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a large embedding answer costs: the SDK's way beside the serializer's own arrays of numbers.</summary>
internal static class Embeddings
{
    // How many times the work of the SDK the plain way takes: the SDK must not be the slower one.
    private static readonly Aim Aim = Aim.AtLeast(1) with { BytesLimit = null };

    // One run takes tens of milliseconds, long enough to stand alone.
    private static readonly Repetition Once = new(WarmUps: 6, RunsPerRound: 1);

    /// <summary>Whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        using var readers = new EmbedReaders(new Uri(server, Replies.Embed));
        Candidate[] candidates =
        [
            new("JsonSerializer to float[][], memory", readers.PlainFromMemory, VectorAnswer.Checksum),
            new("SDK's settings, memory", readers.SdkFromMemory, VectorAnswer.Checksum),
            new("JsonSerializer to float[][], stream", readers.PlainStreamedAsync, VectorAnswer.Checksum),
            new("ReadAsByteArrayAsync + JsonSerializer", readers.PlainBufferedAsync, VectorAnswer.Checksum),
            new("SDK", readers.SdkAsync, VectorAnswer.Checksum),
        ];
        var costs = await Measure.RunAsync(candidates, VectorAnswer.Count, options.Rounds, Once);
        return Report.Print($"Embedding answer, {VectorAnswer.Count} vectors, {VectorAnswer.Json.Length / 1e6:0.0} MB (µs per vector are ms per answer)", "vector", candidates, costs,
            [new Ratio(0, 1, Aim), new Ratio(2, 4, Aim), new Ratio(3, 4, Aim)]);
    }
}
