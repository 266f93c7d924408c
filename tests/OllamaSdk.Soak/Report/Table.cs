using System.Globalization;
using System.Text;
using OllamaSdk.Soak.Watch;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Report;

/// <summary>The figures of one run, for a terminal.</summary>
internal static class Table
{
    public static string Of(SoakResult result)
    {
        var tally = result.Tally;
        var text = new StringBuilder();
        Line($"Soak: {result.Settings.Seconds} s, {result.Settings.Concurrency} at once, seed {result.Settings.Seed}");
        Line($"calls: {tally.Total}, requests seen by the servers: {tally.Requests}");
        foreach (var (operation, endings) in tally.Calls)
        {
            Line($"  {operation,-36} {string.Join(", ", endings.Select(ending => $"{ending.Key} {ending.Value}"))}");
        }

        Line($"faults: {tally.Faults.Values.Sum()}");
        Line($"  {string.Join(", ", tally.Faults.Select(fault => $"{fault.Key} {fault.Value}"))}");
        Line($"  clock jumps {result.ClockJumps}, address changes {result.AddressChanges}, times without an address {result.NameFailures}");
        Line($"failures: {string.Join(", ", tally.Failures.Select(failure => $"{failure.Key} {failure.Value}"))}");
        Line($"without time: {tally.Starvation.Count} times, at most {tally.Starvation.Longest} ms");
        Line($"flaws: {string.Join(", ", Enum.GetValues<Flaw>().Select(flaw => $"{flaw} {tally.Flaws.GetValueOrDefault(flaw)}"))}, unobserved exceptions {tally.UnobservedExceptions}");
        Line($"start: {Shown(result.Start)}");
        Line($"end:   {Shown(result.End)}, {result.OpenAtServers} connections open at the servers");
        Line($"temporary files left: {(result.FilesLeft is { } files ? $"{files}" : "no small disk could be made for them, which takes Linux and root")}");
        Line($"heap growth: {(result.Growth is { } growth ? $"{growth.Slope / 1024:F1} ± {growth.Error / 1024:F1} KiB a minute over {result.Samples.Count} samples" : "too short to say")}");
        foreach (var leak in result.Leaks)
        {
            Line($"LEAK: {leak}");
        }

        Line($"{(result.IsClean ? "Clean." : "NOT CLEAN.")}");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Shown(Sample sample) =>
        string.Create(CultureInfo.InvariantCulture, $"heap {sample.Heap / 1024} KiB, {sample.Sockets} sockets, {sample.Timers} timers, {sample.Threads} threads, {sample.ResidentSet / 1024 / 1024} MiB resident");
}
