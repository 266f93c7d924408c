namespace OllamaSdk.Cli.Output.Markdown.Code;

/// <summary>
/// Colours for code, line by line: keywords, texts, comments, numbers. It knows what words and marks mean in common languages, not their grammar. (The
/// libraries for this take a whole text, by regular expressions; TextMate's grammars need a native library.)
/// </summary>
internal abstract class Highlighter
{
    /// <summary>No text or comment goes on from the line before.</summary>
    public const int Start = 0;

    protected const TextStyle Keyword = TextStyle.Magenta;
    protected const TextStyle Text = TextStyle.Green;
    protected const TextStyle Comment = TextStyle.Dim;
    protected const TextStyle Value = TextStyle.Cyan;
    protected const TextStyle Name = TextStyle.Blue;

    /// <param name="language">As it stands behind a fence; one that is not known gets no colours.</param>
    public static Highlighter For(string language) => language.ToLowerInvariant() switch
    {
        "diff" or "patch" => new DiffHighlighter(),
        "html" or "xml" or "xhtml" or "svg" or "xaml" or "csproj" or "vue" => new MarkupHighlighter(),
        var name => Languages.Find(name) is { } words ? new WordHighlighter(words) : new PlainHighlighter(),
    };

    /// <param name="line">A line.</param>
    /// <param name="state">What the line before has left.</param>
    /// <param name="stretches">Takes the styles, from the first character on.</param>
    /// <returns>What the line leaves for the next.</returns>
    public abstract int Read(string line, int state, List<Stretch> stretches);

    protected static void Add(List<Stretch> stretches, int start, TextStyle style)
    {
        if (stretches.Count == 0 || stretches[^1].Style != style)
        {
            stretches.Add(new Stretch(start, style));
        }
    }

    private sealed class PlainHighlighter : Highlighter
    {
        public override int Read(string line, int state, List<Stretch> stretches)
        {
            Add(stretches, 0, TextStyle.Plain);
            return state;
        }
    }

    private sealed class DiffHighlighter : Highlighter
    {
        public override int Read(string line, int state, List<Stretch> stretches)
        {
            Add(stretches, 0, line switch
            {
                _ when line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) => TextStyle.Bold,
                ['+', ..] => TextStyle.Green,
                ['-', ..] => TextStyle.Red,
                ['@', ..] => TextStyle.Cyan,
                _ => TextStyle.Plain,
            });
            return state;
        }
    }
}
