using System.Text;

namespace OllamaSdk.Benchmarks.Figures;

/// <summary>The tables as they stand in the pages.</summary>
internal static class Markdown
{
    /// <summary>A heading and the tables of each area.</summary>
    public static string Areas(Results results)
    {
        var text = new StringBuilder();
        foreach (var area in results.Areas)
        {
            text.AppendLine($"### {area}").AppendLine();
            if (results.Figures.Where(figure => figure.Area == area).ToList() is { Count: > 0 } figures)
            {
                Append(text, ConsoleTable.FigureTable(figures));
            }

            if (results.Costs.Where(line => line.Area == area).ToList() is { Count: > 0 } costs)
            {
                Append(text, Bold(ConsoleTable.CostTable(costs), costs));
            }

            foreach (var note in results.Notes.Where(note => note.Area == area))
            {
                text.AppendLine($"{note.Title}:").AppendLine();
                Append(text, [.. note.Rows.Select(row => (string[])[row.First, row.Second])]);
            }
        }

        return text.ToString();
    }

    /// <summary>A row for each curve: what one costs at each size, and with which power of the size the whole grows.</summary>
    public static string Curves(Results results)
    {
        var text = new StringBuilder();
        foreach (var curve in results.Curves)
        {
            Append(text,
            [
                [curve.Name, .. curve.Points.Select(point => point.Size.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture))],
                [$"CPU µs per {curve.Unit}", .. curve.Points.Select(point => Spread.Number(point.Cost.Median / point.Size))],
            ]);
        }

        Append(text, ConsoleTable.FigureTable([.. results.Figures.Where(figure => figure.Area == Growth.GrowthSection.Area)]));
        return text.ToString();
    }

    /// <summary>The medians of who reads a stream, for a page that shows little.</summary>
    public static string Short(Results results)
    {
        var text = new StringBuilder();
        var shown = Server.Framing.All.SelectMany(framing => (string[])[Streams.StreamSection.Condition(framing, isYoung: false), Streams.StreamSection.Condition(framing, isYoung: true)]).ToList();
        foreach (var area in Streams.Dialect.All.Where(dialect => dialect.IsYoungToo).Select(dialect => dialect.Area))
        {
            var costs = results.Costs.Where(line => line.Area == area && shown.Contains(line.Condition)).ToList();
            if (costs.Count == 0)
            {
                continue;
            }

            var conditions = costs.Select(line => line.Condition).Distinct().ToList();
            IReadOnlyList<string[]> rows =
            [
                [$"{area}: CPU µs per chunk", .. conditions, "bytes"],
                .. costs.Select(line => line.Name).Distinct().Select(name => (string[])
                [
                    name,
                    .. conditions.Select(condition => costs.FirstOrDefault(line => line.Name == name && line.Condition == condition) is { } line ? Spread.Number(line.Cpu.Median) : ""),
                    Spread.Number(costs.First(line => line.Name == name).Bytes.Median),
                ]),
            ];
            Append(text, Bold(rows, costs));
        }

        return text.ToString();
    }

    private static IReadOnlyList<string[]> Bold(IReadOnlyList<string[]> rows, List<CostLine> costs) =>
        [.. rows.Select(row => costs.Any(line => line.IsOurs && line.Name == row[0]) ? [$"**{row[0]}**", .. row[1..]] : row)];

    private static void Append(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        text.AppendLine($"| {string.Join(" | ", rows[0])} |");
        text.AppendLine($"|---|{string.Concat(rows[0].Skip(1).Select(_ => "---:|"))}");
        foreach (var row in rows.Skip(1))
        {
            text.AppendLine($"| {string.Join(" | ", row)} |");
        }

        text.AppendLine();
    }
}
