namespace OllamaSdk.Benchmarks.Figures;

/// <summary>Writes what was measured into the pages: nobody copies a figure by hand.</summary>
internal static class Pages
{
    private const string Speed = "docs/speed.md";

    /// <summary>Writes the parts of the pages for which something was measured.</summary>
    public static void Write(Results results)
    {
        if (results.Figures.Any(figure => figure.Area != Growth.GrowthSection.Area))
        {
            Put(Speed, "figures", $"![CPU per chunk of a stream](speed.svg)\n\n{Totals(results)}\n\n{Markdown.Areas(results.Without(Growth.GrowthSection.Area))}");
            Put("README.md", "speed", $"![CPU per chunk of a stream](docs/speed.svg)\n\n{Markdown.Short(results)}");
            File.WriteAllText(Repository.PathOf("docs/speed.svg"), BarChart.Draw(results));
        }

        if (results.Curves.Count > 0)
        {
            Put(Speed, "growth", $"![CPU by size](growth.svg)\n\n{Markdown.Curves(results)}");
            File.WriteAllText(Repository.PathOf("docs/growth.svg"), CurveChart.Draw(results.Curves));
        }
    }

    private static string Totals(Results results)
    {
        var figures = results.Without(Growth.GrowthSection.Area).Figures;
        return $"{figures.Count(figure => figure.Reached)} of {figures.Count} figures are reached. {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors.";
    }

    private static void Put(string page, string block, string text)
    {
        var path = Repository.PathOf(page);
        var (begin, end) = ($"<!-- {block}: begin -->\n", $"<!-- {block}: end -->");
        var old = File.ReadAllText(path);
        var from = old.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = old.IndexOf(end, StringComparison.Ordinal);
        if (from < begin.Length || to < from)
        {
            throw new InvalidOperationException($"{page} has no block '{block}': write the lines {begin.Trim()} and {end} where it belongs.");
        }

        File.WriteAllText(path, $"{old[..from]}{text.TrimEnd()}\n{old[to..]}");
    }
}
