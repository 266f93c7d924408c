using OllamaSdk.Benchmarks.Streams;

namespace OllamaSdk.Benchmarks.Figures;

/// <summary>What a chunk of a stream costs by who reads it: a bar for a process that is warm and a pale one for a young one.</summary>
internal static class BarChart
{
    private const double Width = 860;
    private const double Names = 230;
    private const double Row = 34;
    private const double Bar = 13;

    public static string Draw(Results results)
    {
        var lines = results.Costs.Where(line => line.Area.StartsWith(StreamSection.AreaPrefix, StringComparison.Ordinal)
            && (line.Condition == StreamSection.Condition(Server.Framing.Lines, isYoung: false) || line.Condition == StreamSection.Condition(Server.Framing.Lines, isYoung: true))).ToList();
        var areas = lines.GroupBy(line => line.Area).ToList();
        var rows = areas.Sum(area => area.Select(line => line.Name).Distinct().Count());
        var svg = new SvgText(Width, 62 + (areas.Count * 40) + (rows * Row));
        var scale = (Width - Names - 90) / Math.Max(1e-9, lines.Select(line => line.Cpu.Median).DefaultIfEmpty().Max());
        svg.Text(10, 22, "CPU per chunk, in µs; each line an HTTP chunk of its own", "h");
        svg.Bar(10, 34, 12, 12, "ours");
        svg.Text(27, 44.5, "a warm process", "m");
        svg.Bar(130, 34, 12, 12, "ours2");
        svg.Text(147, 44.5, "a young one", "m");
        var y = 62.0;
        foreach (var area in areas)
        {
            svg.Text(10, y + 20, area.Key, "h");
            y += 34;
            foreach (var name in area.GroupBy(line => line.Name))
            {
                svg.Text(Names - 8, y + Bar + 4, name.Key, "t", "end");
                foreach (var (line, i) in name.Select((line, i) => (line, i)))
                {
                    var (top, length) = (y + (i * (Bar + 1)), line.Cpu.Median * scale);
                    svg.Bar(Names, top, length, Bar, (line.IsOurs ? "ours" : "other") + (i == 0 ? "" : "2"));
                    svg.Text(Names + length + 6, top + Bar - 2.5, Spread.Number(line.Cpu.Median), "m");
                }

                y += Row;
            }

            y += 6;
        }

        return svg.ToString();
    }
}
