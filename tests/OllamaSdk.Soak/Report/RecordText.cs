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
        Line($"{runs.Sum(run => run.Seconds) / 60} minutes in {runs.Count} {(runs.Count == 1 ? "run" : "runs")}, {Count(runs.Sum(Calls))} calls, {Count(runs.Sum(run => run.Requests))} requests, {Count(Sum(runs, run => run.Faults).Values.Sum())} faults.");
        Line($"");
        Line($"| run | calls | heap with all calls under way, settled to last | growth a minute | heap, before and after | sockets, before and after | timers, before and after | threads | resident | without time |");
        Line($"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var run in runs)
        {
            Line($"| {run.Date}, {run.Seconds / 60} min, {run.Concurrency} at once, seed {run.Seed} | {Count(Calls(run))} | {Count(run.HeapKib[0])} to {Count(run.HeapKib[1])} KiB | {Growth(run)} | {Count(run.HeapLeftKib[0])}, {Count(run.HeapLeftKib[1])} KiB | {run.Sockets[0]}, {run.Sockets[1]} | {run.Timers[0]}, {run.Timers[1]} | {run.MostThreads} | {run.MostResidentMib} MiB | {Starved(run)} |");
        }

        Line($"");
        Line($"| what was looked for | found |");
        Line($"|---|---:|");
        foreach (var flaw in Enum.GetValues<Flaw>())
        {
            // A run with a flaw is not recorded.
            Line($"| {Words(flaw)} | 0 |");
        }

        Line($"| exceptions that nobody observed | 0 |");
        Table("how calls ended", Sum(runs, run => run.Endings.ToDictionary(one => Words(Enum.Parse<Ending>(one.Key)), one => one.Value)));
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

    private static string Starved(RunRecord run) =>
        run.Starved[0] == 0 ? "never" : string.Create(CultureInfo.InvariantCulture, $"{run.Starved[0]} times, up to {run.Starved[1] / 1000.0:F1} s");

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Words(Flaw flaw) => flaw switch
    {
        Flaw.Lost => "an answer, or a part of one, lost",
        Flaw.Doubled => "something that came, or was done, twice",
        Flaw.Mixed => "another call's answer",
        Flaw.WrongText => "an answer that is not what was sent",
        Flaw.NotABeginning => "what had come before a failure is no beginning of the answer",
        Flaw.Foreign => "an exception that is none of the SDK's",
        Flaw.Unexplained => "a failure without a cause",
        Flaw.TooManyRequests => "more requests than the policy allows",
        Flaw.StaleAddress => "an old address asked for too long",
        Flaw.Swallowed => "a fault that did not come out",
        Flaw.Hanging => "a call that its timers did not end",
        _ => throw new ArgumentOutOfRangeException(nameof(flaw)),
    };

    private static string Words(Ending ending) => ending switch
    {
        Ending.Whole => "whole and right",
        Ending.LeftEarly => "left by the consumer",
        Ending.Cancelled => "cancelled",
        Ending.Failed => "failed by an exception of the SDK",
        Ending.OwnFailure => "failed by the consumer's own full disk",
        _ => throw new ArgumentOutOfRangeException(nameof(ending)),
    };

    /// <summary>A name of the code in words.</summary>
    private static string Words(string name) => name.Contains(' ') ? name
        : string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static SortedDictionary<string, long> Sum(IEnumerable<RunRecord> runs, Func<RunRecord, IDictionary<string, long>> counts) =>
        new(runs.SelectMany(counts).GroupBy(one => one.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(one => one.Value), StringComparer.Ordinal), StringComparer.Ordinal);
}
