using System.Globalization;

namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>What the numbers of CSI m do to a style.</summary>
internal static class StyleReader
{
    public static Style Read(Style style, string numbers)
    {
        // 38:2::R:G:B and 38;2;R;G;B mean the same; only the first may leave a place empty.
        var values = new Queue<string>(numbers.Split(';').SelectMany(part => part.Split(':') is [var kind, "2", "", .. var colour] ? [kind, "2", .. colour] : part.Split(':')));
        while (values.TryDequeue(out var text))
        {
            style = Apply(style, Number(text), values);
        }

        return style;
    }

    private static Style Apply(Style style, int number, Queue<string> more) => number switch
    {
        0 => Style.Plain,
        1 => style with { IsBold = true },
        2 => style with { IsDim = true },
        3 => style with { IsItalic = true },
        4 or 21 => style with { IsUnderlined = true },
        7 => style with { IsInverse = true },
        9 => style with { IsStruck = true },
        22 => style with { IsBold = false, IsDim = false },
        23 => style with { IsItalic = false },
        24 => style with { IsUnderlined = false },
        27 => style with { IsInverse = false },
        29 => style with { IsStruck = false },
        >= 30 and <= 37 => style with { Foreground = Colour.Of(number - 30) },
        38 => style with { Foreground = Extended(more) },
        39 => style with { Foreground = null },
        >= 40 and <= 47 => style with { Background = Colour.Of(number - 40) },
        48 => style with { Background = Extended(more) },
        49 => style with { Background = null },
        >= 90 and <= 97 => style with { Foreground = Colour.Of(number - 90 + 8) },
        >= 100 and <= 107 => style with { Background = Colour.Of(number - 100 + 8) },
        _ => style,
    };

    private static Colour? Extended(Queue<string> more) => Next(more) switch
    {
        5 => Colour.Of(Math.Min(255, Next(more))),
        2 => new Colour(null, (byte)Next(more), (byte)Next(more), (byte)Next(more)),
        _ => null,
    };

    private static int Next(Queue<string> more) => more.TryDequeue(out var text) ? Number(text) : 0;

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
