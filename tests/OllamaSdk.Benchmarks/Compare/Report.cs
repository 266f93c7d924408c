using System.Globalization;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>One candidate's cost divided by another's.</summary>
/// <param name="Of">The candidate above the line, by its place in the section.</param>
/// <param name="To">The candidate below the line.</param>
/// <param name="Aim">What the ratios of CPU time and of bytes should each be; without one they only inform.</param>
internal sealed record Ratio(int Of, int To, Aim? Aim = null);

/// <summary>Prints what a section measured and judges its aims.</summary>
internal static class Report
{
    // Below this a candidate allocates per answer and not per unit: dividing by it says nothing.
    private const double LeastBytes = 8;

    /// <summary>Whether every aim is met.</summary>
    public static bool Print(string title, string unit, IReadOnlyList<Candidate> candidates, Cost[][] costs, IReadOnlyList<Ratio> ratios)
    {
        Console.WriteLine($"{title}; median of {costs[0].Length} rounds");
        Console.WriteLine(Row("", $"CPU µs/{unit}", $"bytes/{unit}", ""));
        for (var i = 0; i < candidates.Count; i++)
        {
            Console.WriteLine(Row(candidates[i].Name,
                Number(Measure.Median(costs[i].Select(c => c.CpuMicroseconds)), "0.000"),
                Number(Measure.Median(costs[i].Select(c => c.Bytes)), "0.0"), ""));
        }

        Console.WriteLine();
        Console.WriteLine(Row("ratio (median of the rounds' ratios)", "CPU", "bytes", "aim"));
        var met = true;
        foreach (var ratio in ratios)
        {
            var cpu = Quotient(ratio, costs, c => c.CpuMicroseconds);
            var bytes = costs[ratio.To].All(c => c.Bytes >= LeastBytes) ? Quotient(ratio, costs, c => c.Bytes) : (double?)null;
            var holds = ratio.Aim is not { } aim || (aim.Holds(cpu) && (bytes is null || aim.HoldsForBytes(bytes.Value)));
            met &= holds;
            Console.WriteLine(Row($"{candidates[ratio.Of].Name} / {candidates[ratio.To].Name}",
                Number(cpu, "0.000"), bytes is { } b ? Number(b, "0.000") : "-",
                ratio.Aim?.Verdict(holds) ?? ""));
        }

        Console.WriteLine();
        return met;
    }

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A line of a table: a name, two figures, a remark.</summary>
    public static string Row(string name, string first, string second, string last) =>
        $"  {name,-52}{first,14}{second,14}  {last}".TrimEnd();

    // Two candidates of one round ran beside each other: what disturbed the one disturbed the other.
    private static double Quotient(Ratio ratio, Cost[][] costs, Func<Cost, double> part) =>
        Measure.Median(costs[ratio.Of].Zip(costs[ratio.To], (of, to) => part(of) / part(to)));
}
