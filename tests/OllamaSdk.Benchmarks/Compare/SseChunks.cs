using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a chunk of a chat streamed by an OpenAI-compatible server costs the reader: the SDK beside the OpenAI package.</summary>
internal static class SseChunks
{
    private static readonly Aim Aim = Aim.AtMost(1 / 3.0) with { BytesLimit = 0.5 };

    // The quick candidates take 20 ms for one run: together with the collection before it, too short for a stable figure.
    private static readonly Repetition Repetition = new(WarmUps: 10, RunsPerRound: 3);

    /// <summary>Measures each framing; whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        var met = true;
        foreach (var (path, description) in (IEnumerable<(string, string)>)[
            .. Framing.All.Select(framing => (Replies.SsePrefix + framing.Name, framing.Description)), (Replies.SseChoicesFirst, "the same in llama-server's order")])
        {
            using var readers = new SseReaders(new Uri(server, path));
            Candidate[] candidates =
            [
                new("raw bytes", readers.RawAsync, ChatEvents.ByteLength),
                new("tokenizing limit", readers.TokenizeAsync, ChatEvents.Count),
                new("SseParser + Deserialize", readers.ParseEventsAsync, ChatEvents.Checksum),
                new("OpenAI package", readers.PackageAsync, ChatEvents.Checksum),
                new("SDK", readers.SdkAsync, ChatEvents.Checksum),
            ];
            var costs = await Measure.RunAsync(candidates, ChatEvents.Count, options.Rounds, Repetition);
            met &= Report.Print($"SSE chat stream, {ChatEvents.Count} chunks, {description}", "chunk", candidates, costs,
                [new Ratio(4, 3, Aim), new Ratio(4, 2), new Ratio(4, 1)]);
        }

        return met;
    }
}
