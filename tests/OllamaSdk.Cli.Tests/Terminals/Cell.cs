namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>A place on the screen: what stands there, and how. The right half of a wide character is a cell with no text.</summary>
internal readonly record struct Cell(string Text, Style Style)
{
    public static Cell Blank(Style style) => new(" ", Style.Plain with { Background = style.Background });

    public bool IsRightHalf => Text.Length == 0;
}

/// <summary>How a character looks. A colour is null where it is the terminal's own.</summary>
internal readonly record struct Style(
    Colour? Foreground, Colour? Background, bool IsBold, bool IsDim, bool IsItalic, bool IsUnderlined, bool IsInverse, bool IsStruck)
{
    public static Style Plain => default;
}

/// <summary>A colour: one of the terminal's 256, or a mixture.</summary>
internal readonly record struct Colour(int? Number, byte Red, byte Green, byte Blue)
{
    private static readonly int[] s_cube = [0, 95, 135, 175, 215, 255];

    // xterm's own.
    private static readonly int[] s_named =
    [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ];

    public static Colour Of(int number)
    {
        var rgb = number switch
        {
            < 16 => s_named[number],
            < 232 => (s_cube[(number - 16) / 36] << 16) | (s_cube[(number - 16) / 6 % 6] << 8) | s_cube[(number - 16) % 6],
            _ => (8 + ((number - 232) * 10)) * 0x010101,
        };
        return new Colour(number, (byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}
