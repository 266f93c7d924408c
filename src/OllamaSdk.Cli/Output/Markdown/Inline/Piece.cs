namespace OllamaSdk.Cli.Output.Markdown.Inline;

/// <summary>A part of a text that looks the same.</summary>
/// <param name="Start">Where it stands in the source.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Text">What is shown in its place; <see langword="null"/> for itself.</param>
/// <param name="Style">How it looks.</param>
internal readonly record struct Piece(int Start, int Length, string? Text, TextStyle Style)
{
    public void WriteTo(RowWriter rows, string source, TextStyle style)
    {
        if (Text is null)
        {
            rows.Add(source.AsSpan(Start, Length), style.With(Style), Start, isCopy: true);
        }
        else if (Text == "\n")
        {
            rows.End(Start + Length);
        }
        else
        {
            rows.Add(Text, style.With(Style), Start);
        }
    }
}
