using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What it costs to go through <see cref="LlmClient"/> instead of the client underneath, where the answer is short.</summary>
internal static class LlmCalls
{
    private const int Callers = 8;
    private const int CallsEach = 100;

    private static readonly Aim Aim = Aim.AtMost(0.05);
    private static readonly Repetition Once = new(WarmUps: 8, RunsPerRound: 1);

    /// <summary>Whether all aims are met.</summary>
    /// <remarks>
    /// What the network costs varies from run to run by more than what is to be measured. So the difference is taken where there is no network,
    /// and divided by what the whole call costs where there is one.
    /// </remarks>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        using var overNetwork = new LlmCallers(server, null);
        using var handler = new ShortAnswerHandler();
        using var inMemory = new LlmCallers(server, handler);
        var network = await MeasureAsync("on loopback", overNetwork, options);
        var memory = await MeasureAsync("without a network", inMemory, options);

        Console.WriteLine(Report.Row("what LlmClient adds / a call on loopback", "added µs", "ratio", "aim"));
        var met = true;
        foreach (var (through, under, name) in ((int, int, string)[])[(1, 0, "one Ollama"), (2, 0, "two Ollamas"), (4, 3, "one /v1")])
        {
            var added = Measure.Median(memory[through].Zip(memory[under], (a, b) => a.CpuMicroseconds - b.CpuMicroseconds));
            var ratio = added / Measure.Median(network[under].Select(cost => cost.CpuMicroseconds));
            met &= Aim.Holds(ratio);
            Console.WriteLine(Report.Row(name, Report.Number(added, "0.00"), Report.Number(ratio, "0.000"), Aim.Verdict(Aim.Holds(ratio))));
        }

        Console.WriteLine();
        return met;
    }

    private static async Task<Cost[][]> MeasureAsync(string where, LlmCallers callers, CompareOptions options)
    {
        Candidate[] candidates =
        [
            Many("OllamaClient", callers.NativeAsync),
            Many("LlmClient, one Ollama", callers.OneNativeAsync),
            Many("LlmClient, two Ollamas", callers.TwoNativeAsync),
            Many("OpenAICompatibleClient", callers.OpenAIAsync),
            Many("LlmClient, one /v1", callers.OneOpenAIAsync),
        ];
        var costs = await Measure.RunAsync(candidates, Callers * CallsEach, options.Rounds, Once);
        Report.Print($"Short answers {where}, {Callers} callers at once", "call", candidates, costs, [new Ratio(1, 0), new Ratio(2, 0), new Ratio(4, 3)]);
        return costs;
    }

    // One caller alone leaves the thread pool waiting, and how it waits costs more than what is measured.
    private static Candidate Many(string name, Func<Task<long>> call)
    {
        return new(name, async () => (await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync()))).Sum(), ShortAnswers.Checksum * Callers * CallsEach);

        async Task<long> CallAsync()
        {
            var sum = 0L;
            for (var i = 0; i < CallsEach; i++)
            {
                sum += await call();
            }

            return sum;
        }
    }
}
