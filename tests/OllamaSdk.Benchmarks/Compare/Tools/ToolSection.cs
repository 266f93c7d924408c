namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>What tools cost: their definitions, the arguments of a call, and the generator at compile time.</summary>
internal static class ToolSection
{
    // How many times the work of the generated reader the serializer takes. Fewer bytes are enough.
    private static readonly Aim Aim = Aim.AtLeast(3) with { BytesLimit = 1.01 };

    // One run takes milliseconds.
    private static readonly Repetition Several = new(WarmUps: 8, RunsPerRound: 4);

    /// <summary>Whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        var met = ToolDefinitions.Print();
        met &= await ArgumentsAsync(options.Rounds);
        await GeneratorRuns.PrintAsync(options.Rounds);
        return met;
    }

    private static async Task<bool> ArgumentsAsync(int rounds)
    {
        var readers = new ArgumentReaders();
        Candidate[] candidates =
        [
            new("JsonSerializer, record", readers.Record, ArgumentReaders.Expected),
            new("JsonSerializer, setters", readers.Settable, ArgumentReaders.Expected),
            new("Utf8JsonReader, tokens only", readers.Tokens, ArgumentReaders.Expected),
            new("generated", readers.Generated, ArgumentReaders.Expected),
            new("generated, other order", readers.GeneratedShuffled, ArgumentReaders.Expected),
            new("generated, with an escape", readers.GeneratedEscaped, ArgumentReaders.Expected),
            new("InvokeAsync of an empty method", readers.Invoke, ArgumentReaders.Expected),
        ];
        var costs = await Measure.RunAsync(candidates, ArgumentReaders.Calls, rounds, Several);
        return Report.Print($"Arguments of Forecast(string city, enum unit, int days, bool hourly, double threshold), {ArgumentReaders.Compact.Length} bytes", "call", candidates, costs,
            [new Ratio(0, 3, Aim), new Ratio(1, 3), new Ratio(2, 3), new Ratio(0, 4), new Ratio(0, 5)]);
    }
}
