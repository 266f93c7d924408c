namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>A quote or an item of a list: what blocks stand in.</summary>
/// <param name="Indent">How far an item's lines are indented in the source; zero for a quote.</param>
/// <param name="Mark">What stands before an item's first row.</param>
/// <param name="Delimiter">What an item's mark ends with in the source: a bullet, a point or a bracket.</param>
/// <param name="Number">An item's number, where it has one.</param>
/// <param name="IsShown">Whether a row of it is there.</param>
internal sealed record Container(int Indent, string Mark, char Delimiter, int? Number, bool IsShown)
{
    public static Container Quote { get; } = new(0, "│", '>', null, IsShown: true);

    public bool IsQuote => Delimiter == '>';

    public int Width => Mark.Length + 1;

    public Prefix First => IsShown ? Rest : new Prefix(Mark + " ", TextStyle.Cyan);

    public Prefix Rest => IsQuote ? new Prefix("│ ", TextStyle.Dim) : new Prefix(new string(' ', Width), TextStyle.Plain);
}
