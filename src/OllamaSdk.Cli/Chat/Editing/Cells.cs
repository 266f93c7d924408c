using System.Text;
using Wcwidth;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>How many cells of a terminal a text takes: two for East Asian letters and emoji, none for what combines.</summary>
internal static class Cells
{
    /// <summary>How a tab is shown.</summary>
    public const string Tab = "    ";

    public static int Of(Rune rune) => rune.Value switch
    {
        '\t' => Tab.Length,
        >= ' ' and < 0x7F => 1,
        _ => Math.Max(0, UnicodeCalculator.GetWidth(rune)),
    };

    public static int Of(ReadOnlySpan<char> text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += Of(rune);
        }

        return cells;
    }
}
