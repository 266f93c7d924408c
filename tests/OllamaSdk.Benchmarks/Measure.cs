namespace OllamaSdk.Benchmarks;

/// <summary>One way to do the job that a section measures.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Run">Does the job once and returns what it saw of it: bytes, items or characters.</param>
/// <param name="Expected">What <paramref name="Run"/> must return: a candidate that skips work is no measure.</param>
internal sealed record Candidate(string Name, Func<Task<long>> Run, long Expected);

/// <summary>What one unit of work (a chunk, a call) costs this process.</summary>
/// <param name="CpuMicroseconds">User and system time of all threads.</param>
/// <param name="Bytes">Managed memory allocated.</param>
internal readonly record struct Cost(double CpuMicroseconds, double Bytes);

/// <summary>How often candidates run.</summary>
/// <param name="WarmUps">Rounds that are not measured, with a pause after each.</param>
/// <param name="RunsPerRound">Runs measured together as one.</param>
internal sealed record Repetition(int WarmUps, int RunsPerRound);

/// <summary>Runs candidates in turn, so that whatever else the machine does meets all of them alike.</summary>
internal static class Measure
{
    // The runtime recompiles hot methods in the background, 100 ms after the last new one was met.
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The costs of each candidate, in the candidates' order, one for every round.</summary>
    public static async Task<Cost[][]> RunAsync(IReadOnlyList<Candidate> candidates, int units, int rounds, Repetition repetition)
    {
        await WarmUpAsync(candidates, repetition);
        var costs = candidates.Select(_ => new Cost[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var these = await RoundAsync(candidates, units, round, repetition);
            for (var i = 0; i < candidates.Count; i++)
            {
                costs[i][round] = these[i];
            }
        }

        return costs;
    }

    /// <summary>Runs each candidate unmeasured, until the runtime has compiled what is hot in it.</summary>
    public static async Task WarmUpAsync(IReadOnlyList<Candidate> candidates, Repetition repetition)
    {
        for (var i = 0; i < repetition.WarmUps; i++)
        {
            foreach (var candidate in candidates)
            {
                await OnceAsync(candidate, 1, repetition.RunsPerRound);
            }

            await Task.Delay(CompilerPause);
        }
    }

    /// <summary>What each candidate costs in one round, in the candidates' order; the round's number decides who runs when.</summary>
    public static async Task<Cost[]> RoundAsync(IReadOnlyList<Candidate> candidates, int units, int round, Repetition repetition)
    {
        var costs = new Cost[candidates.Count];
        foreach (var i in Order(round, candidates.Count))
        {
            costs[i] = await OnceAsync(candidates[i], units, repetition.RunsPerRound);
        }

        return costs;
    }

    /// <summary>The middle value; of an even number of values the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // Each begins as often as the others, and each pair is as often the one way round as the other: nobody gains by who ran before.
    private static IEnumerable<int> Order(int round, int count)
    {
        var turned = Enumerable.Range(0, count).Select(i => (i + round) % count);
        return round / count % 2 == 0 ? turned : turned.Reverse();
    }

    private static async Task<Cost> OnceAsync(Candidate candidate, int units, int runs)
    {
        // Everyone begins with an empty heap and pays only for garbage of its own.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var run = 0; run < runs; run++)
        {
            var seen = await candidate.Run();
            if (seen != candidate.Expected)
            {
                throw new InvalidOperationException($"'{candidate.Name}' saw {seen} where {candidate.Expected} was sent: it does not do the job that is measured.");
            }
        }

        return new Cost(
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / (units * runs),
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)(units * runs));
    }
}
