using System.Globalization;

namespace OllamaSdk;

/// <summary>Times as Ollama's server takes them: seconds, or a Go duration such as <c>1h30m</c>.</summary>
internal static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <returns>Seconds, negative where the text has a minus; <see langword="null"/> where it is no time.</returns>
    public static double? Seconds(string text)
    {
        if (Number(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint) is { } plain)
        {
            return plain;
        }

        var isNegative = text.StartsWith('-');
        var rest = text.AsSpan(isNegative ? 1 : 0);
        var seconds = 0.0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || Number(rest[..digits], NumberStyles.AllowDecimalPoint) is not { } number)
            {
                return null;
            }

            rest = rest[digits..];
            var next = rest.IndexOfAny("0123456789.");
            var unit = (next < 0 ? rest : rest[..next]).ToString();
            var index = Array.FindIndex(Units, known => known.Unit == unit);
            if (index < 0)
            {
                return null;
            }

            seconds += number * Units[index].Seconds;
            rest = rest[unit.Length..];
        }

        return text.Length == (isNegative ? 1 : 0) || !double.IsFinite(seconds) ? null : isNegative ? -seconds : seconds;
    }

    private static double? Number(ReadOnlySpan<char> text, NumberStyles style) =>
        double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
