using System.Diagnostics;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Growth;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;
using OllamaSdk.Benchmarks.Work;

namespace OllamaSdk.Benchmarks;

/// <summary>Measures sections and reports what came of it.</summary>
internal static class FigureRun
{
    // A section is one subject with its own candidates: add it here, and its answers to Replies.
    public static readonly Dictionary<string, Func<Uri, RunOptions, Results, Task>> Sections = new()
    {
        ["streams"] = StreamSection.RunAsync,
        ["calls"] = CallSection.RunAsync,
        ["embeddings"] = EmbeddingSection.RunAsync,
        ["requests"] = RequestSection.RunAsync,
        ["first"] = FirstTokenSection.RunAsync,
        ["many"] = ManyStreamsSection.RunAsync,
        ["native"] = NativeSection.RunAsync,
        ["growth"] = GrowthSection.RunAsync,
    };

    // Without what has to be published first, and without what is the same from commit to commit.
    private static readonly string[] Usual = ["streams", "calls", "embeddings", "requests", "first", "many"];

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        if (RunOptions.Parse(args, Sections.Keys, Usual, out var problem) is not { } options)
        {
            Console.Error.WriteLine(problem);
            return 2;
        }

        var watch = Stopwatch.StartNew();
        using var server = ServerProcess.Start();
        var results = new Results();
        foreach (var section in options.Sections)
        {
            var before = results.Areas.ToHashSet();
            await Sections[section](server.Address, options, results);
            foreach (var area in results.Areas.Where(area => !before.Contains(area)).ToList())
            {
                ConsoleTable.Print(area, results);
            }
        }

        Write(options, results);
        Console.WriteLine($"Measured in {watch.Elapsed.TotalSeconds:0} s. {results.Figures.Count(figure => figure.Reached)} of {results.Figures.Count} figures are reached.");
        return results.AllReached || options.NoFail ? 0 : 1;
    }

    private static void Write(RunOptions options, Results results)
    {
        if (options.Json is { } json)
        {
            JsonFile.Write(json, results);
        }

        if (options.Svg is { } svg)
        {
            File.WriteAllText(svg, results.Costs.Count > 0 ? BarChart.Draw(results) : CurveChart.Draw(results.Curves));
        }

        if (options.Markdown is { } markdown)
        {
            File.WriteAllText(markdown, Markdown.Areas(results.Without(GrowthSection.Area)) + (results.Curves.Count > 0 ? Markdown.Curves(results) : ""));
        }

        if (options.WritePages)
        {
            Pages.Write(results);
        }
    }
}
