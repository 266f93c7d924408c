using System.Text;
using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>The lines that show a transfer, none longer than the terminal is wide: where there is little room, details and the bar are left out.</summary>
internal sealed class TransferLines(int width, int nameWidth)
{
    private const int ShortestBar = 8;
    private const int LongestBar = 40;
    private const int PercentWidth = 4;

    // Sizes, the time left and the rate: with that kept free, the bars of all lines are as long as each other.
    private const int DetailsWidth = 46;

    /// <summary>Whether the terminal takes more than letters.</summary>
    public static readonly bool IsUnicode = Console.Error.Encoding.GetByteCount("█") > 1;

    /// <summary>Room for the longest name; shards of a model differ at their ends, so that a name is cut at its beginning.</summary>
    public static int NameWidth(IEnumerable<string> names, int width) => Math.Min(names.Select(name => name.GetCellWidth()).Append("total".Length).Max(), Math.Max(1, Math.Min(width >= 60 ? 28 : 12, width - 1 - PercentWidth)));

    /// <summary>Rounded down, so that nothing is said to be done before it is.</summary>
    public static string Percent(double? fraction) => fraction is null ? "" : FormattableString.Invariant($"{Math.Floor(fraction.Value * 100):0}%");

    public static string[] Details(TransferProgress step) => Existing(
        step.TotalBytes > 0 && step.Fraction < 1 ? $"{Units.Size(step.CompletedBytes)} of {Units.Size(step.TotalBytes)}" : Units.Size(Math.Max(step.TotalBytes, step.CompletedBytes)),
        step is { Remaining: { } time, Fraction: < 1 } ? $"{Units.Duration(time)} left" : null,
        step is { BytesPerSecond: > 0 and { } rate, Fraction: < 1 } ? $"{Units.Size(rate)}/s" : null);

    public string Layer(LayerProgress layer, string name, string? note) => Line(name, layer.Fraction, Existing(
        layer.Total > layer.Completed ? $"{Units.Size(layer.Completed)} of {Units.Size(layer.Total)}" : Units.Size(layer.Completed), note));

    public string Whole(TransferProgress step, long thereBefore) =>
        Line("total", step.Fraction, [.. Details(step), .. Existing(thereBefore > 0 && step.Fraction is 1 ? $"{Units.Size(thereBefore)} were there already" : null)]);

    /// <summary>Other words, cut where they do not fit.</summary>
    public string Words(string text)
    {
        text = TerminalText.Label(text);
        return text.GetCellWidth() <= width ? text : Cut(text, width, keepsEnd: false);
    }

    private static string[] Existing(params string?[] parts) => [.. parts.OfType<string>()];

    private string Line(string name, double? fraction, string[] details)
    {
        name = name.GetCellWidth() > nameWidth ? Cut(name, nameWidth, keepsEnd: true) : name;
        var head = $"{name}{new string(' ', nameWidth - name.GetCellWidth())} {Percent(fraction),PercentWidth}";
        var (count, tail) = (details.Length, "");
        while (head.GetCellWidth() + (tail = count == 0 ? "" : "  " + string.Join(", ", details.Take(count))).GetCellWidth() > width && count > 0)
        {
            count--;
        }

        var free = width - head.GetCellWidth() - 1;
        var room = Math.Min(free - tail.GetCellWidth(), Math.Clamp(free - DetailsWidth, ShortestBar, LongestBar));
        return room >= ShortestBar && fraction is { } done ? $"{head} {Bar(done, room)}{tail}" : head + tail;
    }

    private static string Bar(double fraction, int length)
    {
        var done = (int)(fraction * length);
        var (full, empty) = IsUnicode ? ('█', '░') : ('#', '.');
        return $"\u001b[36m{new string(full, done)}\u001b[90m{new string(empty, length - done)}\u001b[0m";
    }

    private static string Cut(string text, int width, bool keepsEnd)
    {
        var dots = IsUnicode ? "…" : "~";
        var kept = new StringBuilder();
        var runes = text.EnumerateRunes().ToList();
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[keepsEnd ? runes.Count - 1 - i : i].ToString();
            if ((kept + rune).GetCellWidth() + 1 > width)
            {
                break;
            }

            kept.Insert(keepsEnd ? 0 : kept.Length, rune);
        }

        return keepsEnd ? dots + kept : kept + dots;
    }
}
