using static OllamaSdk.Benchmarks.Compare.Report;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>
/// This build of the SDK against an older one, in one process and in turn: ratios so small that two runs, or a network, would hide them.
/// </summary>
internal static class AgainstSection
{
    // The runtime never compiles two copies of one code quite alike: each copy keeps its luck, up to 4 % of a stream. So the builds are loaded and
    // compiled anew after every few rounds, and the luck is drawn again.
    private const int Loads = 20;
    private const int RoundsPerLoad = 3;
    private static readonly Repetition Repetition = new(WarmUps: 6, RunsPerRound: 3);

    /// <param name="folder">Where the older OllamaSdk.dll lies, with what it depends on.</param>
    /// <returns>Whether no limit is passed.</returns>
    public static Task<bool> RunAsync(string folder) => RunAsync(folder, Row.All, listens: false);

    /// <summary>This build with somebody listening to its spans and metrics, against itself with nobody.</summary>
    /// <returns>Whether no limit is passed.</returns>
    public static Task<bool> ListenAsync() => RunAsync(AppContext.BaseDirectory, [.. Row.All.Select(row => row with { CpuLimit = 1.15, MoreBytesPerCall = double.PositiveInfinity })], listens: true);

    private static async Task<bool> RunAsync(string folder, IReadOnlyList<Row> rows, bool listens)
    {
        var pairs = rows.Select(_ => new List<Cost[]>()).ToArray();
        for (var load = 0; load < Loads; load++)
        {
            SdkContext older = new(folder), newer = new(AppContext.BaseDirectory), again = new(folder);
            using var listener = listens ? newer.Listen() : null;
            if (load == 0)
            {
                Console.WriteLine($"old {older.Version}, new {newer.Version}; in memory, {Loads * RoundsPerLoad} paired rounds: median of the ratios [its 95 % interval]");
            }

            var candidates = rows.Select(row => (Candidate[])[row.On(older, "old"), row.On(newer, "new"), row.On(again, "old again")]).ToArray();
            await Measure.WarmUpAsync([.. candidates.SelectMany(one => one)], Repetition);
            for (var round = 0; round < RoundsPerLoad; round++)
            {
                for (var i = 0; i < pairs.Length; i++)
                {
                    pairs[i].Add(await Measure.RoundAsync(candidates[i], rows[i].Units, (load * RoundsPerLoad) + round, Repetition));
                }
            }
        }

        Console.WriteLine(Line("", "CPU new/old", "CPU old/old", "old µs", "old bytes", "new bytes", ""));
        return rows.Zip(pairs, Print).Aggregate(true, (met, holds) => met && holds);
    }

    private static bool Print(Row row, List<Cost[]> rounds)
    {
        var (ratio, self) = (Ratio(rounds, 1), Ratio(rounds, 2));
        var bytes = (Old: Median(rounds, 0, cost => cost.Bytes), New: Median(rounds, 1, cost => cost.Bytes));
        // Only where the whole interval lies above the limit it is not the machine.
        var holds = ratio.Lower <= row.CpuLimit && bytes.New - bytes.Old <= row.MoreBytes;
        Console.WriteLine(Line(row.Name, ratio.ToString(), self.ToString(), Number(Median(rounds, 0, cost => cost.CpuMicroseconds), "0.000"),
            Number(bytes.Old, "0.00"), Number(bytes.New, "0.00"), $"<= {Number(row.CpuLimit, "0.00")}, + {Number(row.MoreBytes, "0.##")} B {(holds ? "met" : "MISSED")}"));
        return holds;
    }

    private static MedianRatio Ratio(List<Cost[]> rounds, int candidate) =>
        MedianRatio.Of(rounds.Select(costs => costs[candidate].CpuMicroseconds / costs[0].CpuMicroseconds));

    private static double Median(List<Cost[]> rounds, int candidate, Func<Cost, double> part) => Measure.Median(rounds.Select(costs => part(costs[candidate])));

    private static string Line(string name, string ratio, string self, string cpu, string older, string newer, string aim) =>
        $"  {name,-38}{ratio,22}{self,22}{cpu,10}{older,12}{newer,12}  {aim}".TrimEnd();
}
