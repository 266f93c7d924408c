using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a chunk of a streamed chat costs the reader, by the ways one could read it.</summary>
internal static class ChatChunks
{
    private static readonly Aim Aim = Aim.AtMost(1.1);

    // One run takes 10 ms: too short for a stable figure after the collection that precedes it.
    private static readonly Repetition Repetition = new(WarmUps: 10, RunsPerRound: 5);

    /// <summary>Measures each framing; whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        var met = true;
        foreach (var framing in Framing.All)
        {
            using var readers = new ChatReaders(new Uri(server, $"{Replies.ChatPrefix}{framing.Name}"));
            Candidate[] candidates =
            [
                new("raw bytes", readers.RawAsync, ChatLines.ByteLength),
                new("tokenizing limit", readers.TokenizeAsync, ChatLines.Count),
                new("DeserializeAsyncEnumerable", readers.DeserializeStreamAsync, ChatLines.TextLength),
                new("ReadLineAsync + Deserialize", readers.DeserializeLinesAsync, ChatLines.TextLength),
                new("SDK", readers.SdkAsync, ChatLines.TextLength),
            ];
            var costs = await Measure.RunAsync(candidates, ChatLines.Count, options.Rounds, Repetition);
            met &= Report.Print($"Chat stream, {ChatLines.Count} chunks, {framing.Description}", "chunk", candidates, costs,
                [new Ratio(4, 2, Aim), new Ratio(4, 1), new Ratio(4, 3)]);
        }

        return met;
    }
}
