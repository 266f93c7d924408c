using System.Globalization;

namespace OllamaSdk.Llm;

/// <summary>Times as environment variables hold them: seconds, or a number with <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>, or <c>00:02:00</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)];

    /// <exception cref="FormatException">It is no time, or a negative one.</exception>
    public static TimeSpan Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock) && clock >= TimeSpan.Zero)
        {
            return clock;
        }

        var (unit, seconds) = Units.First(u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        return double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number * seconds <= TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(number * seconds)
            : throw new FormatException($"'{text}' is no time; use seconds that are not negative, such as 30, or 500ms, 2m, 1h, 00:02:00");
    }
}
