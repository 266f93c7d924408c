using System.Text;

namespace OllamaSdk.Faults.Figures;

/// <summary>Measures what the fault matrix asks for in figures, and writes it into docs/faults.md where told to.</summary>
internal static class FigureProgram
{
    private static readonly (string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] s_figures =
    [
        ("close", ClosingFigures.MeasureAsync),
        ("cancel", CancelFigures.MeasureAsync),
        ("memory", FloodFigures.MeasureMemoryAsync),
        ("cpu", FloodFigures.MeasureCpuAsync),
        ("requests", RequestFigures.MeasureAsync),
        ("losses", LossFigures.MeasureAsync),
    ];

    public static async Task<int> RunAsync(bool record, IReadOnlyList<string> names)
    {
        List<Figure> all = [];
        foreach (var (name, measure) in s_figures.Where(figure => names.Count == 0 || names.Contains(figure.Name)))
        {
            foreach (var figure in await measure())
            {
                all.Add(figure);
                Console.WriteLine($"{(figure.IsReached ? "ok  " : "MISS")} {figure.Name} | {figure.Through} | {figure.Tries} | {figure.Measured} | {figure.Aim}");
            }
        }

        if (record && names.Count == 0)
        {
            MarkedBlock.Put("docs/faults.md", "figures", Render(all), check: false);
        }

        return all.TrueForAll(figure => figure.IsReached) ? 0 : 1;
    }

    private static string Render(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder("| figure | through | tries | measured | aim | |\n|---|---|---:|---|---|---|\n");
        foreach (var figure in figures)
        {
            text.Append($"| {figure.Name} | {figure.Through} | {figure.Tries:N0} | {figure.Measured} | {figure.Aim} | {(figure.IsReached ? "reached" : "**not reached**")} |\n");
        }

        return text.ToString();
    }
}
