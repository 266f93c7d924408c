using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>Numbers as servers write them: a whole one also as <c>3.0</c> or <c>1.5e9</c>, and any as text. What is not one of them is no number; nothing is rounded.</summary>
internal static class ServerNumbers
{
    // Up to here a double holds every whole number.
    private const double MaxExact = 1L << 53;

    public static bool TryWhole(ref Utf8JsonReader reader, out long value)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt64(out value) || (reader.TryGetDouble(out var number) && TryWhole(number, out value));
        }

        var text = Text(ref reader);
        return TryAll(text, out value) || (TryAll(text, out double same) && TryWhole(same, out value));
    }

    public static bool TryWhole(ref Utf8JsonReader reader, out int value)
    {
        var isWhole = TryWhole(ref reader, out long number) && number is >= int.MinValue and <= int.MaxValue;
        value = isWhole ? (int)number : 0;
        return isWhole;
    }

    public static bool TryWhole(JsonElement element, out long value)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        return TryWhole(ref reader, out value);
    }

    public static bool TryAny(JsonElement element, out double value)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        return TryAny(ref reader, out value);
    }

    public static bool TryAny(ref Utf8JsonReader reader, out double value) =>
        (reader.TokenType == JsonTokenType.Number ? reader.TryGetDouble(out value) : TryAll(Text(ref reader), out value)) && double.IsFinite(value);

    private static bool TryWhole(double number, out long value)
    {
        var isWhole = double.IsInteger(number) && Math.Abs(number) <= MaxExact;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    /// <summary>A text that looks like a number, or nothing: <c>Infinity</c>, spaces, a plus and escapes do not.</summary>
    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped)
        {
            return default;
        }

        var text = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return text is [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..] ? text : default;
    }

    private static bool TryAll(ReadOnlySpan<byte> text, out long value) => Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;

    private static bool TryAll(ReadOnlySpan<byte> text, out double value) => Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;
}
