namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>How a text looks. The colours are the terminal's own, so that they fit its background; one of them at a time.</summary>
[Flags]
internal enum TextStyle : ushort
{
    Plain = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underlined = 8,
    Struck = 16,
    Red = 1 << StyleCodes.ColourShift,
    Green = 2 << StyleCodes.ColourShift,
    Yellow = 3 << StyleCodes.ColourShift,
    Blue = 4 << StyleCodes.ColourShift,
    Magenta = 5 << StyleCodes.ColourShift,
    Cyan = 6 << StyleCodes.ColourShift,
    Colour = 7 << StyleCodes.ColourShift,
}

/// <summary>The sequences that a terminal takes for styles.</summary>
internal static class StyleCodes
{
    public const int ColourShift = 5;

    private static readonly string?[] s_codes = new string?[1 << (ColourShift + 3)];

    /// <summary>Both together; the colour of the inner one, where it has one.</summary>
    public static TextStyle With(this TextStyle outer, TextStyle inner) => (inner & TextStyle.Colour) == 0 ? outer | inner : (outer & ~TextStyle.Colour) | inner;

    /// <summary>Switches from any style to this one.</summary>
    public static string Of(TextStyle style) => s_codes[(int)style] ??= Make(style);

    private static string Make(TextStyle style)
    {
        var colour = (int)style >> ColourShift;
        return string.Concat(
            "\u001b[0",
            style.HasFlag(TextStyle.Bold) ? ";1" : "",
            style.HasFlag(TextStyle.Dim) ? ";2" : "",
            style.HasFlag(TextStyle.Italic) ? ";3" : "",
            string.Concat(style.HasFlag(TextStyle.Underlined) ? ";4" : "", style.HasFlag(TextStyle.Struck) ? ";9" : "", colour == 0 ? "" : $";3{colour}", "m"));
    }
}
