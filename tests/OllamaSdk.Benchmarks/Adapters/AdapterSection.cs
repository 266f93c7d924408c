using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Server;
using static OllamaSdk.Benchmarks.Compare.Report;

namespace OllamaSdk.Benchmarks.Adapters;

/// <summary>
/// What a chunk of a streamed chat costs by way of <c>IChatClient</c>, beside the client underneath: in one process, in turn and in memory. Others' adapters
/// over their own clients stand beside ours and are not judged.
/// </summary>
internal static class AdapterSection
{
    // An update and its content are objects of their own, which the client underneath need not make: so bytes are told and not judged.
    private const int Rounds = 60;
    private static readonly Repetition Repetition = new(WarmUps: 8, RunsPerRound: 2);

    /// <param name="only">How the names of those begin that are measured; all where <see langword="null"/>.</param>
    /// <returns>Whether ours keep their limit.</returns>
    public static async Task<bool> RunAsync(string? only)
    {
        Console.WriteLine($"IChatClient beside its client, {ChatLines.Count} chunks, in memory, {Rounds} paired rounds: median of the ratios [its 95 % interval]");
        Console.WriteLine(Line("", "CPU adapter/client", "CPU client/client", "client µs", "adapter µs", "client B", "adapter B", ""));
        var met = true;
        foreach (var pair in Pair.All.Where(pair => only is null || pair.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            var candidates = pair.Candidates();
            await Measure.WarmUpAsync(candidates, Repetition);
            var rounds = new List<Cost[]>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add(await Measure.RoundAsync(candidates, ChatLines.Count, round, Repetition));
            }

            met &= Print(pair, rounds);
        }

        return met;
    }

    private static bool Print(Pair pair, List<Cost[]> rounds)
    {
        var ratio = Ratio(rounds, 1);
        var holds = pair.Limit is not { } limit || ratio.Lower <= limit;
        Console.WriteLine(Line(
            pair.Name, ratio.ToString(), Ratio(rounds, 2).ToString(),
            Number(Median(rounds, 0, cost => cost.CpuMicroseconds), "0.000"), Number(Median(rounds, 1, cost => cost.CpuMicroseconds), "0.000"),
            Number(Median(rounds, 0, cost => cost.Bytes), "0"), Number(Median(rounds, 1, cost => cost.Bytes), "0"),
            pair.Limit is { } aim ? $"<= {Number(aim, "0.00")} {(holds ? "met" : "MISSED")}" : ""));
        return holds;
    }

    private static MedianRatio Ratio(List<Cost[]> rounds, int candidate) =>
        MedianRatio.Of(rounds.Select(costs => costs[candidate].CpuMicroseconds / costs[0].CpuMicroseconds));

    private static double Median(List<Cost[]> rounds, int candidate, Func<Cost, double> part) => Measure.Median(rounds.Select(costs => part(costs[candidate])));

    private static string Line(string name, string ratio, string self, string client, string adapter, string clientBytes, string adapterBytes, string aim) =>
        $"  {name,-46}{ratio,22}{self,22}{client,11}{adapter,12}{clientBytes,10}{adapterBytes,11}  {aim}".TrimEnd();
}
