using System.Globalization;
using System.Text;
using OllamaSdk.Extensions.AI.Conformance;

namespace OllamaSdk.Benchmarks.Conformance;

/// <summary>Who meets which demand, as a table of Markdown: a row for each that not all of them meet, and how many each meets.</summary>
internal static class ConformanceTable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static async Task<string> RenderAsync(bool withReasons)
    {
        IReadOnlyList<AdapterMaker> makers = [.. OurAdapters.All, .. OtherAdapters.All];
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| demand | {string.Join(" | ", makers.Select(maker => maker.Name))} |");
        table.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(makers.Select(_ => "---|"))}");
        var met = new int[makers.Count];
        foreach (var demand in Demand.All)
        {
            var reasons = new string?[makers.Count];
            for (var i = 0; i < makers.Count; i++)
            {
                reasons[i] = await WhyNotAsync(demand, makers[i]);
                met[i] += reasons[i] is null ? 1 : 0;
            }

            if (reasons.Any(reason => reason is not null))
            {
                table.AppendLine(CultureInfo.InvariantCulture, $"| {demand} | {string.Join(" | ", reasons.Select(reason => reason is null ? "yes" : withReasons ? $"no: {reason}" : "no"))} |");
            }
        }

        table.Append(CultureInfo.InvariantCulture, $"| **met of {Demand.All.Count}** | {string.Join(" | ", met)} |");
        return table.ToString();
    }

    /// <summary>Why the adapter does not meet the demand; <see langword="null"/> where it does.</summary>
    private static async Task<string?> WhyNotAsync(Demand demand, AdapterMaker maker)
    {
        using var end = new CancellationTokenSource(Longest);
        try
        {
            using var subject = new Subject(maker, end.Token);
            await demand.Meet(subject).WaitAsync(Longest);
            return null;
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}".ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal);
        }
    }
}
