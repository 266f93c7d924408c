using System.Text;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>How many cells of a terminal a text takes that is being typed.</summary>
internal static class Cells
{
    /// <summary>How a tab is shown.</summary>
    public const string Tab = "    ";

    private const int EmojiForm = 0xFE0F;

    public static int Of(Rune rune) => rune.Value switch
    {
        '\t' => Tab.Length,
        // The cursor must stand right in most terminals, which give it no room.
        EmojiForm => 0,
        _ => CellWidth.Of(rune),
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
