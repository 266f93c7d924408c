using OllamaSdk.Benchmarks.Figures;

namespace OllamaSdk.Benchmarks.Growth;

/// <summary>How the cost of a thing grows with its size: in proportion, or worse.</summary>
internal static class GrowthSection
{
    public const string Area = "Growth";

    // The square would give 2. A tenth is left for caches that a large thing no longer fits into.
    private const double MostExponent = 1.1;
    private const int MostRounds = 9;

    private static readonly int[] LineSizes = [4, 16, 64, 256, 1024, 4096];

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        var rounds = Math.Min(options.Rounds, MostRounds);
        await MeasureAsync("messages of a request", "message", [16, 64, 256, 1024, 4096], size => Inputs.Messages(server, size), 40_000, new Repetition(12, 1), rounds, results);
        await MeasureAsync("the same, sent before", "message", [16, 64, 256, 1024, 4096], size => Inputs.KnownMessages(server, size), 80_000, new Repetition(12, 1), rounds, results);
        await MeasureAsync("tools of a request", "tool", [4, 16, 64, 256, 1024], size => Inputs.Tools(server, size), 8_000, new Repetition(12, 1), rounds, results);
        // A large line costs more than its share by itself: memory that was not touched before. So nobody can be better than by hand.
        var byHand = await CurveAsync("KiB in a line, read by hand", "KiB", LineSizes, LineByHand.Make, 16_000, new Repetition(12, 1), rounds, results);
        var line = await CurveAsync("KiB in a line of a stream", "KiB", LineSizes, Inputs.Line, 16_000, new Repetition(12, 1), rounds, results);
        Judge(line, Math.Max(MostExponent, byHand.Exponent), results);
        await MeasureAsync("models of a server", "model", [10, 40, 160, 640, 2560], Inputs.Models, 10_000, new Repetition(12, 1), rounds, results);
        await MeasureAsync("streams at once", "stream", [1, 10, 100, 500, 2000], size => Inputs.Streams(server, size), 0, new Repetition(1, 1), Math.Min(rounds, 3), results);
    }

    /// <param name="name">What grows.</param>
    /// <param name="unit">One of it.</param>
    /// <param name="sizes">How many.</param>
    /// <param name="make">Gives the work of a size.</param>
    /// <param name="perRun">How many units a run has, so that runs of small things are as long as those of large ones.</param>
    /// <param name="repetition">How often it runs.</param>
    /// <param name="rounds">How many medians are taken of.</param>
    /// <param name="results">Where the curve goes.</param>
    private static async Task MeasureAsync(
        string name, string unit, IReadOnlyList<int> sizes, Func<int, Func<Task>> make, int perRun, Repetition repetition, int rounds, Results results) =>
        Judge(await CurveAsync(name, unit, sizes, make, perRun, repetition, rounds, results), MostExponent, results);

    private static async Task<Curve> CurveAsync(
        string name, string unit, IReadOnlyList<int> sizes, Func<int, Func<Task>> make, int perRun, Repetition repetition, int rounds, Results results)
    {
        var times = sizes.Select(size => Math.Max(1, perRun / size)).ToArray();
        Candidate[] candidates = [.. sizes.Select((size, i) => new Candidate($"{size}", Times(make(size), times[i]), 0))];
        var costs = await Measure.RunAsync(candidates, 1, rounds, repetition);
        var curve = new Curve(name, unit, [.. sizes.Select((size, i) => (size, Spread.Of(costs[i].Select(cost => cost.CpuMicroseconds / times[i]))))]);
        results.Curves.Add(curve);
        return curve;
    }

    private static void Judge(Curve curve, double most, Results results) => results.Figures.Add(new Figure(
        Area, $"{curve.Name}, {curve.Points[0].Size} to {curve.Points[^1].Size}", "", Spread.Single(curve.Exponent), "power of the size", Bound.AtMost(most)));

    private static Func<Task<long>> Times(Func<Task> work, int times) => async () =>
    {
        for (var i = 0; i < times; i++)
        {
            await work();
        }

        return 0;
    };
}
