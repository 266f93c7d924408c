using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

public static partial class JsonRead
{
    // More digits than any count has, and few enough that reading them takes no time.
    private const int MaxDigits = 1000;

    private static readonly string[] _schemes = ["http://", "https://", "ftp://"];

    /// <summary>A second reader, on the value of the member that tells of which kind an object is, wherever in the object that stands.</summary>
    /// <param name="reader">Stands on the object's start, and stays there.</param>
    /// <param name="name">The member's JSON name.</param>
    /// <param name="member">The same as text.</param>
    public static Utf8JsonReader Kind(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, string member)
    {
        BeginObject(ref reader);
        var ahead = reader;
        while (NextMember(ref ahead))
        {
            var isFound = ahead.ValueTextEquals(name);
            ahead.Read();
            if (isFound)
            {
                return ahead;
            }

            ahead.Skip();
        }

        throw Missing(ref ahead, member);
    }

    /// <summary>Whether the value is this text.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) => IsText(ref reader) && reader.ValueTextEquals(text);

    /// <summary>Whether the value is this number.</summary>
    public static bool Is(ref Utf8JsonReader reader, int number) => IsNumber(ref reader) && reader.TryGetDecimal(out var value) && value == number;

    /// <summary>Reads a whole number of at most 1,000 digits.</summary>
    public static BigInteger BigInteger(ref Utf8JsonReader reader)
    {
        if (IsNumber(ref reader) && !reader.HasValueSequence && reader.ValueSpan.Length <= MaxDigits)
        {
            var text = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            if (System.Numerics.BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            if (JsonNumber.IsWhole(reader.ValueSpan) && reader.TryGetDecimal(out var exact))
            {
                return new(exact);
            }
        }

        throw Refuse(ref reader, "an integer");
    }

    /// <summary>The exception for an item that is not what an attribute on its list demands.</summary>
    /// <param name="reader">Stands on the array's end.</param>
    /// <param name="index">Which item, from 0.</param>
    /// <param name="expected">What it should be, in words.</param>
    public static JsonException RefuseItem(ref Utf8JsonReader reader, int index, string expected) =>
        new SchemaBreachException(FormattableString.Invariant($"the item at [{index}] is not {expected}"), reader.TokenStartIndex);

    /// <summary>Whether a text is an address as <c>[Url]</c> has it.</summary>
    public static bool IsUrl(string text) => System.Array.Exists(_schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text is an address as <c>[EmailAddress]</c> has it.</summary>
    public static bool IsEmailAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && at == text.LastIndexOf('@') && !text.AsSpan().ContainsAny('\r', '\n');
}
