using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Output;

/// <summary>Text from elsewhere, made harmless for a terminal. What is taken away leaves a mark, U+FFFD.</summary>
internal static class TerminalText
{
    private const char Mark = '\uFFFD';

    /// <summary>
    /// Running text, such as an answer. Control characters other than line feed and tab are replaced: they could move the cursor, rename the window or hide
    /// text. So is what turns the direction of letters round until it is ended: it would show other words than those that are there, and a text need not end
    /// it. Letters that run from right to left do so without it, and marks of direction, joiners and spaces without width, which some scripts need, stay.
    /// A carriage return is left out, for it mostly belongs to a line's end, whose line feed may come with the next piece.
    /// </summary>
    public static string Clean(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.Where(c => c != '\r').Select(c => IsUnsafe(c) ? Mark : c))
        : text;

    /// <summary>
    /// A name (of a model, a file, a tool), in one line. Nothing that cannot be seen stays in it, so that two that look alike are alike, and it is as wide
    /// as it looks.
    /// </summary>
    public static string Label(string text)
    {
        if (!text.Any(c => IsUnsafe(c) || c is '\n' or '\t' || c > '~'))
        {
            return text;
        }

        var label = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
            {
                label.Append(' ');
            }
            else if (rune.Value != '\r')
            {
                label.Append(IsInvisible(rune) ? new Rune(Mark) : rune);
            }
        }

        return label.ToString();
    }

    /// <summary>The text for standard output: cleaned for a terminal, as it is for a file or a program.</summary>
    public static string ForOutput(string text) => Terminal.IsShown ? Clean(text) : text;

    /// <summary>JSON with the same content, in which nothing turns the direction of letters round; control characters are escaped by its writer.</summary>
    public static string EscapeDirections(string json) => json.Any(TurnsDirection)
        ? string.Concat(json.Select(c => TurnsDirection(c) ? FormattableString.Invariant($"\\u{(int)c:x4}") : c.ToString()))
        : json;

    private static bool IsUnsafe(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || TurnsDirection(c);

    private static bool TurnsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
