using System.Globalization;
using System.Security;
using System.Text;
using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests.Pictures;

/// <summary>A screen as an SVG picture: letters stay letters, so that it is small, sharp, and can be read by a program.</summary>
internal static class ScreenPicture
{
    private const double CellWidth = 8.4;
    private const double CellHeight = 18;
    private const double Margin = 14;
    private const double Bar = 30;
    private const string Ink = "#d8dee9";
    private const string Paper = "#1d2129";

    // Softer than xterm's own sixteen.
    private static readonly string[] s_colours =
    [
        "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9",
        "#7f8797", "#ef7e87", "#b0d991", "#f0d08f", "#7fc1ff", "#d79be8", "#73ccd7", "#ffffff",
    ];

    /// <param name="screen">What is shown; empty rows at the end are left out.</param>
    /// <param name="title">What stands above it.</param>
    public static string Svg(Screen screen, string title)
    {
        var rows = screen.Text.Split('\n').Length;
        var (width, height) = ((screen.Columns * CellWidth) + (2 * Margin), (rows * CellHeight) + Bar + (2 * Margin));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height:0.#}" width="{width:0.#}" height="{height:0.#}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">
            <title>{SecurityElement.Escape(title)}</title>
            <rect width="100%" height="100%" rx="8" fill="{Paper}"/>
            <circle cx="20" cy="18" r="6" fill="#ef6a5e"/><circle cx="40" cy="18" r="6" fill="#f5bd4f"/><circle cx="60" cy="18" r="6" fill="#61c454"/>
            <text x="50%" y="23" fill="#8a93a5" text-anchor="middle">{SecurityElement.Escape(title)}</text>

            """);
        for (var row = 0; row < rows; row++)
        {
            AddRow(svg, screen.CellsOf(row), Bar + Margin + (row * CellHeight));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void AddRow(StringBuilder svg, Cell[] cells, double top)
    {
        for (var column = 0; column < cells.Length;)
        {
            var style = cells[column].Style;
            var end = column + 1;
            while (end < cells.Length && (cells[end].Style == style || cells[end].IsRightHalf))
            {
                end++;
            }

            AddRun(svg, string.Concat(cells[column..end].Select(cell => cell.Text)), style, (Margin + (column * CellWidth), top), (end - column) * CellWidth);
            column = end;
        }
    }

    private static void AddRun(StringBuilder svg, string text, Style style, (double X, double Y) at, double width)
    {
        var (ink, paper) = (Hex(style.Foreground) ?? Ink, Hex(style.Background));
        (ink, paper) = style.IsInverse ? (paper ?? Paper, ink) : (ink, paper);
        if (paper is not null)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{at.X:0.#}\" y=\"{at.Y:0.#}\" width=\"{width:0.#}\" height=\"{CellHeight}\" fill=\"{paper}\"/>");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        string?[] decoration = [style.IsUnderlined ? "underline" : null, style.IsStruck ? "line-through" : null];
        var more = string.Concat(
            style.IsBold ? " font-weight=\"bold\"" : "", style.IsItalic ? " font-style=\"italic\"" : "", style.IsDim ? " opacity=\".6\"" : "",
            decoration.Any(one => one is not null) ? $" text-decoration=\"{string.Join(' ', decoration.OfType<string>())}\"" : "");
        // The font is whatever there is: each stretch is made as long as its cells are.
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{at.X:0.#}\" y=\"{at.Y + 13.5:0.#}\" fill=\"{ink}\" textLength=\"{width:0.#}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{more}>{SecurityElement.Escape(text)}</text>\n");
    }

    private static string? Hex(Colour? colour) => colour switch
    {
        null => null,
        { Number: < 16 and { } number } => s_colours[number],
        { } mixed => string.Create(CultureInfo.InvariantCulture, $"#{mixed.Red:x2}{mixed.Green:x2}{mixed.Blue:x2}"),
    };
}
