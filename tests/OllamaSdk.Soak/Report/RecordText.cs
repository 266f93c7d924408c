using System.Globalization;
using System.Text;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Report;

/// <summary>The recorded runs as Markdown.</summary>
internal static class RecordText
{
    public static string Of(IReadOnlyList<RunRecord> runs)
    {
        var text = new StringBuilder();
        Line($"{runs.Sum(run => run.Seconds) / 60} minutes in {runs.Count} runs, {Count(runs.Sum(Calls))} calls, {Count(runs.Sum(run => run.Requests))} requests, {Count(Sum(runs, run => run.Faults).Values.Sum())} faults.");
        Line($"");
        Line($"| run | calls | heap, first to last minute | growth a minute | sockets, before and after | timers, before and after | threads | resident |");
        Line($"|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var run in runs)
        {
            Line($"| {run.Date}, {run.Seconds / 60} min, {run.Concurrency} at once, seed {run.Seed} | {Count(Calls(run))} | {Count(run.HeapKib[0])} to {Count(run.HeapKib[1])} KiB | {Growth(run)} | {run.Sockets[0]}, {run.Sockets[1]} | {run.Timers[0]}, {run.Timers[1]} | {run.MostThreads} | {run.MostResidentMib} MiB |");
        }

        Line($"");
        Line($"| what was looked for | found |");
        Line($"|---|---:|");
        foreach (var flaw in Enum.GetValues<Flaw>())
        {
            // A run with a flaw is not recorded.
            Line($"| {Words(flaw.ToString())} | 0 |");
        }

        Line($"| unobserved exceptions | 0 |");
        Table("the calls ended", Sum(runs, run => run.Endings));
        Table("fault", Sum(runs, run => run.Faults));
        Table("failure that came out", Sum(runs, run => run.Failures));
        Table("operation", Sum(runs, run => run.Operations));
        return text.ToString();

        void Table(string what, SortedDictionary<string, long> counts)
        {
            Line($"");
            Line($"| {what} | times |");
            Line($"|---|---:|");
            foreach (var (name, count) in counts)
            {
                Line($"| {Words(name)} | {Count(count)} |");
            }
        }

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static long Calls(RunRecord run) => run.Endings.Values.Sum();

    private static string Growth(RunRecord run) =>
        run.HeapGrowthKib is [var slope, var error] ? string.Create(CultureInfo.InvariantCulture, $"{slope:F1} ± {error:F1} KiB") : "";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A name of the code in words.</summary>
    private static string Words(string name) => name.Contains(' ') ? name
        : string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static SortedDictionary<string, long> Sum(IEnumerable<RunRecord> runs, Func<RunRecord, SortedDictionary<string, long>> counts) =>
        new(runs.SelectMany(counts).GroupBy(one => one.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(one => one.Value), StringComparer.Ordinal), StringComparer.Ordinal);
}
