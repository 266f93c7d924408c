using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>
/// What generated readers are made of. Each method reads the value on which the reader stands, and throws when it is not what the schema
/// says: nothing is converted from one JSON type to another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonRead
{
    private const int MaxQuotedLength = 60;

    /// <summary>Moves to the first token, unless the reader stands on one.</summary>
    public static void Start(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.None && !reader.Read())
        {
            throw new JsonException("The text is empty.");
        }
    }

    /// <summary>Throws when something but white space follows the value.</summary>
    /// <param name="reader">Stands on the value's last token.</param>
    /// <param name="json">The whole text.</param>
    internal static void End(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        // Most texts end here, and a look at the length is cheaper than the search for another token.
        if (reader.BytesConsumed < json.Length)
        {
            reader.Read();
        }
    }

    /// <summary>Demands the start of an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeginObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Refuse(ref reader, "an object");
        }
    }

    /// <summary>Moves to the next member's name, or to the object's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>The name on which the reader stands, without escapes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader) =>
        reader.HasValueSequence || reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;

    /// <summary>Demands the start of an array.</summary>
    public static void BeginArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Refuse(ref reader, "an array");
        }
    }

    /// <summary>Moves to the next item, or to the array's end.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Whether the value is null.</summary>
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    /// <summary>The exception for a value that is not what it should be.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">What it should be, such as "one of celsius, fahrenheit".</param>
    public static JsonException Refuse(ref Utf8JsonReader reader, string expected) =>
        new SchemaBreachException($"got {Quote(ref reader)}, expected {expected}", reader.TokenStartIndex, withoutText: IsWritten(ref reader) ? $"got a text, expected {expected}" : null);

    /// <summary>The exception for a required member that an object lacks.</summary>
    /// <param name="reader">Stands on the object's end.</param>
    /// <param name="member">The member's JSON name.</param>
    public static JsonException Missing(ref Utf8JsonReader reader, string member) =>
        new SchemaBreachException("is missing", reader.TokenStartIndex, member);

    /// <summary>The exception for a member that its type does not know, and does not take.</summary>
    /// <param name="reader">Stands on the member's name.</param>
    public static JsonException Unknown(ref Utf8JsonReader reader) =>
        new SchemaBreachException("is not known here", reader.TokenStartIndex);

    /// <summary>Puts items into a collection that the object has made itself.</summary>
    /// <param name="target">The collection.</param>
    /// <param name="items">What was read; <see langword="null"/> changes nothing.</param>
    /// <param name="isReplaced">Whether the items that it has go first.</param>
    public static void Fill<T>(ICollection<T> target, IEnumerable<T>? items, bool isReplaced)
    {
        if (items is null)
        {
            return;
        }

        if (isReplaced)
        {
            target.Clear();
        }

        foreach (var item in items)
        {
            target.Add(item);
        }
    }

    /// <summary>Puts entries into a dictionary that the object has made itself.</summary>
    /// <inheritdoc cref="Fill{T}(ICollection{T}, IEnumerable{T}, bool)"/>
    public static void Fill<TKey, T>(IDictionary<TKey, T> target, IEnumerable<KeyValuePair<TKey, T>>? items, bool isReplaced)
    {
        if (items is null)
        {
            return;
        }

        if (isReplaced)
        {
            target.Clear();
        }

        foreach (var item in items)
        {
            target[item.Key] = item.Value;
        }
    }

    /// <summary>The exception for a set that holds something twice.</summary>
    /// <param name="reader">Stands on the array's end.</param>
    public static JsonException NotUnique(ref Utf8JsonReader reader) =>
        new SchemaBreachException("got the same value twice, expected different ones", reader.TokenStartIndex);

    /// <summary>Demands a number of items.</summary>
    /// <param name="reader">Stands on the end of the array or object.</param>
    /// <param name="items">What was read.</param>
    /// <param name="min">The least allowed.</param>
    /// <param name="max">The most allowed.</param>
    /// <param name="expected">The same in words, such as "2 to 5 items".</param>
    public static void Count<T>(ref Utf8JsonReader reader, IEnumerable<T>? items, int min, int max, string expected)
    {
        if (items?.Count() is { } count && (count < min || count > max))
        {
            throw new SchemaBreachException(FormattableString.Invariant($"got {count}, expected {expected}"), reader.TokenStartIndex);
        }
    }

    private static byte[] Unescape(ref Utf8JsonReader reader)
    {
        var buffer = new byte[reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length];
        return buffer[..reader.CopyString(buffer)];
    }

    private static bool IsWritten(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;

    private static string Quote(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "an array",
        JsonTokenType.String or JsonTokenType.PropertyName => $"\"{Shorten(reader.ValueSpan)}\"",
        _ => Shorten(reader.ValueSpan),
    };

    private static string Shorten(ReadOnlySpan<byte> utf8) => utf8.Length <= MaxQuotedLength
        ? Encoding.UTF8.GetString(utf8)
        : Encoding.UTF8.GetString(utf8[..MaxQuotedLength]).TrimEnd('\uFFFD') + "…";
}
