namespace OllamaSdk.Benchmarks.Figures;

/// <summary>Columns of text, as wide as they must be.</summary>
internal static class ConsoleTable
{
    /// <summary>Prints what was measured in one area: costs first, then the figures that are judged.</summary>
    public static void Print(string area, Results results)
    {
        Console.WriteLine($"== {area}");
        var costs = results.Costs.Where(line => line.Area == area).ToList();
        if (costs.Count > 0)
        {
            Print(CostTable(costs));
        }

        var figures = results.Figures.Where(figure => figure.Area == area).ToList();
        if (figures.Count > 0)
        {
            Print(FigureTable(figures));
        }

        foreach (var note in results.Notes.Where(note => note.Area == area))
        {
            Console.WriteLine($"  {note.Title}");
            Print([.. note.Rows.Select(row => (string[])[row.Second, row.First])]);
        }
    }

    /// <summary>A row for each candidate, a column for each condition, and the bytes last.</summary>
    public static IReadOnlyList<string[]> CostTable(IReadOnlyList<CostLine> costs)
    {
        var conditions = costs.Select(line => line.Condition).Distinct().ToList();
        return
        [
            ["CPU µs (10–90 %)", .. conditions, "bytes"],
            .. costs.GroupBy(line => line.Name).Select(lines => (string[])
            [
                lines.Key,
                .. conditions.Select(condition => lines.FirstOrDefault(line => line.Condition == condition)?.Cpu.ToString() ?? ""),
                Bytes([.. lines.Select(line => line.Bytes.Median).Order()]),
            ]),
        ];
    }

    // What a process needs once is spread over few units where it is young: that is no range worth telling.
    private static string Bytes(double[] sorted) =>
        sorted[^1] <= Math.Max(sorted[0] * 1.1, sorted[0] + 30) ? Spread.Number(sorted[0]) : $"{Spread.Number(sorted[0])} to {Spread.Number(sorted[^1])}";

    /// <summary>A row for each figure, its mark last.</summary>
    public static IReadOnlyList<string[]> FigureTable(IReadOnlyList<Figure> figures) =>
    [
        ["figure", "", "measured (10–90 %)", "", "aim", ""],
        .. figures.Select(figure => (string[])[figure.Name, figure.Condition, figure.Value.ToString(), figure.Unit, figure.Aim.ToString(), figure.Mark]),
    ];

    private static void Print(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in rows)
        {
            Console.WriteLine($"  {string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i])))}".TrimEnd());
        }

        Console.WriteLine();
    }
}
