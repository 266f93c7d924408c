using System.Text;

namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>Where a style begins in a text.</summary>
internal readonly record struct Stretch(int Start, TextStyle Style);

/// <summary>A row of the screen.</summary>
/// <param name="Text">What stands there.</param>
/// <param name="Stretches">How it looks, from the first character on.</param>
/// <param name="Width">In cells.</param>
/// <param name="IsUncertain">Whether terminals differ in its width.</param>
/// <param name="Continues">Whether it goes on with what fills the row before: without a line's end, so that it is copied as one line.</param>
/// <param name="Next">Where the next row's first character stands in the block's source.</param>
internal sealed record Row(string Text, Stretch[] Stretches, int Width, bool IsUncertain = false, bool Continues = false, int Next = 0)
{
    public static Row Empty { get; } = new("", [], 0);

    public bool LooksLike(Row other) =>
        ReferenceEquals(this, other) || (Text == other.Text && Continues == other.Continues && Stretches.AsSpan().SequenceEqual(other.Stretches));

    /// <summary>How many of the first characters are the same in both, and look the same; no character is cut from what combines with it.</summary>
    public int CommonLength(Row other)
    {
        if (IsUncertain || other.IsUncertain)
        {
            return 0;
        }

        var length = Text.AsSpan().CommonPrefixLength(other.Text);
        for (var (i, j) = (0, 0); i < Stretches.Length && j < other.Stretches.Length;)
        {
            var end = Math.Min(EndOf(i), other.EndOf(j));
            if (Math.Max(Stretches[i].Start, other.Stretches[j].Start) < length && Stretches[i].Style != other.Stretches[j].Style)
            {
                length = Math.Max(Stretches[i].Start, other.Stretches[j].Start);
                break;
            }

            (i, j) = (EndOf(i) == end ? i + 1 : i, other.EndOf(j) == end ? j + 1 : j);
        }

        while (length > 0 && (StartsJoined(Text, length) || StartsJoined(other.Text, length)))
        {
            length--;
        }

        return length;
    }

    /// <summary>Writes the text from a place on, with its styles, and ends them.</summary>
    public void WriteTo(StringBuilder output, int from)
    {
        var last = TextStyle.Plain;
        for (var i = 0; i < Stretches.Length; i++)
        {
            var (start, end) = (Math.Max(from, Stretches[i].Start), EndOf(i));
            if (start >= end)
            {
                continue;
            }

            if (Stretches[i].Style != last)
            {
                last = Stretches[i].Style;
                output.Append(StyleCodes.Of(last));
            }

            output.Append(Text, start, end - start);
        }

        if (last != TextStyle.Plain)
        {
            output.Append(StyleCodes.Of(TextStyle.Plain));
        }
    }

    private int EndOf(int stretch) => stretch + 1 < Stretches.Length ? Stretches[stretch + 1].Start : Text.Length;

    private static bool StartsJoined(string text, int at) =>
        at < text.Length && (char.IsLowSurrogate(text[at]) || (Rune.TryGetRuneAt(text, at, out var rune) && CellWidth.Of(rune) == 0));
}
