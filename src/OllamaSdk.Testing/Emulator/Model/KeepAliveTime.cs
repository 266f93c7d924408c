using System.Globalization;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>A request's <c>keep_alive</c>: seconds as a number, or a Go duration as a text; negative means for ever.</summary>
internal readonly struct KeepAliveTime
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    // Where the server's clock ends; it shows "for ever" so.
    private static readonly TimeSpan Forever = TimeSpan.FromDays(365.25 * 292);

    private readonly double _seconds;

    private KeepAliveTime(double seconds) => _seconds = seconds;

    public bool IsUnload => _seconds == 0;

    public DateTimeOffset ExpiresAt(DateTimeOffset now) =>
        now + (_seconds < 0 || _seconds > Forever.TotalSeconds ? Forever : TimeSpan.FromSeconds(_seconds));

    /// <exception cref="RefusalException">Neither a number nor a duration.</exception>
    public static KeepAliveTime Read(JsonElement? value) => value switch
    {
        null => new(300),
        { ValueKind: JsonValueKind.Number } number => new(number.GetDouble()),
        { ValueKind: JsonValueKind.String } text => new(ParseDuration(text.GetString()!)),
        { ValueKind: JsonValueKind.True or JsonValueKind.False } => throw RefusalException.BadRequest("Unsupported type: 'bool'"),
        { ValueKind: JsonValueKind.Array } => throw RefusalException.BadRequest("Unsupported type: '[]interface {}'"),
        _ => throw RefusalException.BadRequest("Unsupported type: 'map[string]interface {}'"),
    };

    private static double ParseDuration(string text)
    {
        var rest = text.AsSpan().TrimStart("+-");
        if (rest.Length < text.Length - 1 || rest.IsEmpty)
        {
            throw Wrong($"invalid duration \"{text}\"");
        }

        var isNegative = text[0] == '-';
        var seconds = 0.0;
        while (!rest.IsEmpty && rest is not "0")
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            var number = digits < 0 ? rest : rest[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                throw Wrong($"invalid duration \"{text}\"");
            }

            rest = rest[number.Length..];
            var next = rest.IndexOfAny("0123456789.");
            var unit = (next < 0 ? rest : rest[..next]).ToString();
            seconds += value * SecondsOf(unit, text);
            rest = rest[unit.Length..];
        }

        return isNegative ? -seconds : seconds;
    }

    private static double SecondsOf(string unit, string text)
    {
        if (unit.Length == 0)
        {
            throw Wrong($"missing unit in duration \"{text}\"");
        }

        var index = Array.FindIndex(Units, known => known.Unit == unit);
        return index < 0 ? throw Wrong($"unknown unit \"{unit}\" in duration \"{text}\"") : Units[index].Seconds;
    }

    private static RefusalException Wrong(string words) => RefusalException.BadRequest("time: " + words);
}
