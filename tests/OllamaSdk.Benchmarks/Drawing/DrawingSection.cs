using System.Diagnostics;
using System.Globalization;
using OllamaSdk.Cli.Output.Markdown;

namespace OllamaSdk.Benchmarks.Drawing;

/// <summary>What the command line takes to draw Markdown while it streams, in the time of a processor; without the terminal, which draws in a process of its own.</summary>
internal static class DrawingSection
{
    // As many characters as a token has on average, and as fast as a fast model answers.
    private const int TokenLength = 4;
    private const int TokensPerSecond = 200;
    private const double MostOfCore = 0.05;

    // A long text takes as long for each token as a short one: with room for a busy machine.
    private const double MostGrowth = 2;

    private static readonly (string Name, Func<int, string> Make)[] s_texts =
    [
        ("an answer of all kinds", length => Repeated(Mixed, length)),
        ("one paragraph", length => Repeated("Some words, **bold** and `code` among them, without an end; ", length)),
        ("a block of code", length => $"```csharp\n{Repeated("    var text = Read(\"name\", 12); // what it is\n", length)}\n```\n"),
        ("a table", length => "| name | what it is | number |\n|---|---|---|\n" + Repeated("| `name` | some words about it | 12 |\n", length)),
        ("a list", length => Repeated("- an item with **bold** words\n  - and one below it\n", length)),
    ];

    private const string Mixed =
        """
        ## A heading

        A paragraph with **bold**, *slanted* and `code`, with a [link](https://example.com), which goes over several rows of the terminal, as most paragraphs of
        a model do when it explains something to the person who asked it.

        1. first, with a few more words
        2. second

        ```python
        def f(x: int) -> str:
            return f"hello {x}"  # a comment
        ```

        | a | b |
        |---|---|
        | one | two |


        """;

    public static bool Run()
    {
        Console.WriteLine("| text | characters | µs per token | of a core at 200 tokens/s | of it at 160 × 50 |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        var isMet = true;
        foreach (var (name, make) in s_texts)
        {
            var costs = new List<double>();
            foreach (var length in (int[])[10_000, 100_000])
            {
                var text = make(length);
                var (usual, large) = (Measure(text, 80, 24), Measure(text, 160, 50));
                costs.Add(usual);
                isMet &= Share(usual) <= MostOfCore && Share(large) <= MostOfCore;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {text.Length:N0} | {usual:0.0} | {Share(usual):0.00 %} | {Share(large):0.00 %} |"));
            }

            isMet &= costs[1] <= MostGrowth * costs[0];
        }

        Console.WriteLine(isMet ? "Every aim is met." : "An aim is MISSED: at most 5 % of a core, and a long text at most twice a short one for each token.");
        return isMet;

        static double Share(double microseconds) => microseconds * TokensPerSecond / 1e6;
    }

    private static double Measure(string text, int width, int height)
    {
        var tokens = text.Chunk(TokenLength).Select(token => new string(token)).ToArray();
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var view = new MarkdownView(TextWriter.Null, () => (width, height));
            var start = Stopwatch.GetTimestamp();
            foreach (var token in tokens)
            {
                view.Write(token);
            }

            view.End();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / tokens.Length);
        }

        return best;
    }

    private static string Repeated(string part, int length) => string.Concat(Enumerable.Repeat(part, Math.Max(1, length / part.Length)));
}
