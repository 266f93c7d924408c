using System.Globalization;
using System.Text;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz;

/// <summary>Writes what all saved runs add up to into the page about fuzzing.</summary>
internal static class Figures
{
    private const string Begin = "<!-- figures: dotnet run -c Release tests/OllamaSdk.Fuzz -- figures -->\n";
    private const string End = "<!-- /figures -->";

    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "fuzzing.md");

    public static int Write(Dictionary<string, TargetCount> counts)
    {
        var page = File.ReadAllText(s_page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            Console.Error.WriteLine($"{s_page} has no place for the figures.");
            return 1;
        }

        File.WriteAllText(s_page, page[..(begin + Begin.Length)] + Table(counts) + page[end..]);
        return 0;
    }

    private static string Table(Dictionary<string, TargetCount> counts)
    {
        var table = new StringBuilder("\n| target | what must hold | executions | asked | a second | inputs kept | branches | once failed |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var target in AllTargets.Create())
        {
            var count = counts.GetValueOrDefault(target.Name) ?? new TargetCount();
            table.Append(CultureInfo.InvariantCulture,
                $"| `{target.Name}` | {target.Checks} | {count.Executions:N0} | {target.Goal:N0} | {count.Executions / Math.Max(count.Seconds, 1):N0} | {count.Inputs:N0} | {count.Edges:N0} | {count.Failures:N0} |\n");
        }

        return table.Append(CultureInfo.InvariantCulture, $"\nTogether {counts.Values.Sum(count => count.Executions):N0} executions in {counts.Values.Sum(count => count.Seconds) / 60:N0} minutes of processor time; the corpora have {counts.Values.Sum(count => count.Bytes) / 1024:N0} KiB. \"A second\" is of processor time.\n\n").ToString();
    }
}
