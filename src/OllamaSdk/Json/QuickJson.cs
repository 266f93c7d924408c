using System.Text;
using System.Text.Json;
using OllamaSdk.Streaming;

namespace OllamaSdk.Json;

/// <summary>Reads one item; <see langword="null"/> where its form is unusual.</summary>
internal delegate T? QuickRead<T>(ref Utf8JsonReader reader, RepeatedTexts texts)
    where T : class;

/// <summary>
/// What the generated readers are made of. Each method moves to the next value and says whether it has the usual form; a JSON null is
/// one, and gives <see langword="null"/>.
/// </summary>
internal static class QuickJson
{
    /// <summary>The name of a property as it stands in the text; one with escapes is unusual.</summary>
    public static bool TryName(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        name = reader.ValueSpan;
        return !reader.ValueIsEscaped && !reader.HasValueSequence;
    }

    /// <summary>Moves to a value of the given kind, or to null.</summary>
    public static bool TryMove(ref Utf8JsonReader reader, JsonTokenType kind, out bool isNull)
    {
        isNull = false;
        if (!reader.Read())
        {
            return false;
        }

        isNull = reader.TokenType == JsonTokenType.Null;
        return isNull || reader.TokenType == kind;
    }

    /// <summary>Moves to a null.</summary>
    public static bool TryNull(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;

    public static bool TryText(ref Utf8JsonReader reader, RepeatedTexts? texts, out string? value)
    {
        var usual = TryMove(ref reader, JsonTokenType.String, out var isNull);
        value = !usual || isNull ? null
            : texts is not null ? texts.Read(ref reader)
            // The whole text was found to be valid UTF-8; the reader, which does not know, would look twice.
            : reader.ValueIsEscaped ? reader.GetString() : Encoding.UTF8.GetString(reader.ValueSpan);
        return usual;
    }

    public static bool TryValue(ref Utf8JsonReader reader, out bool? value)
    {
        value = null;
        if (!reader.Read())
        {
            return false;
        }

        value = reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null };
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    public static bool TryValue(ref Utf8JsonReader reader, out int? value)
    {
        value = null;
        return TryMove(ref reader, JsonTokenType.Number, out var isNull) && (isNull || Take(reader.TryGetInt32(out var number), number, out value));
    }

    public static bool TryValue(ref Utf8JsonReader reader, out long? value)
    {
        value = null;
        return TryMove(ref reader, JsonTokenType.Number, out var isNull) && (isNull || Take(reader.TryGetInt64(out var number), number, out value));
    }

    public static bool TryValue(ref Utf8JsonReader reader, out double? value)
    {
        value = null;
        return TryMove(ref reader, JsonTokenType.Number, out var isNull)
            && (isNull || Take(reader.TryGetDouble(out var number) && double.IsFinite(number), number, out value));
    }

    public static bool TryValue(ref Utf8JsonReader reader, out DateTimeOffset? value)
    {
        value = null;
        return TryMove(ref reader, JsonTokenType.String, out var isNull) && (isNull || Take(ServerTimes.TryRead(ref reader, out var time), time, out value));
    }

    public static bool TryValue(ref Utf8JsonReader reader, out JsonElement? value)
    {
        value = null;
        if (!reader.Read())
        {
            return false;
        }

        value = reader.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref reader);
        return true;
    }

    /// <summary>An object; another kind of value has a form that is for its converter.</summary>
    public static bool TryObject(ref Utf8JsonReader reader, out JsonElement? value)
    {
        value = null;
        if (!TryMove(ref reader, JsonTokenType.StartObject, out var isNull))
        {
            return false;
        }

        value = isNull ? null : JsonElement.ParseValue(ref reader);
        return true;
    }

    public static bool TryList<T>(ref Utf8JsonReader reader, RepeatedTexts texts, QuickRead<T> read, out IReadOnlyList<T>? value)
        where T : class
    {
        value = null;
        if (!TryMove(ref reader, JsonTokenType.StartArray, out var isNull) || isNull)
        {
            return isNull;
        }

        // One element is the usual number.
        T? first = null;
        List<T>? more = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (read(ref reader, texts) is not { } item)
            {
                return false;
            }

            if (first is null)
            {
                first = item;
            }
            else
            {
                (more ??= [first]).Add(item);
            }
        }

        value = more ?? (first is null ? [] : (IReadOnlyList<T>)new OneItem<T>(first));
        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool Take<T>(bool usual, T found, out T? value)
        where T : struct
    {
        value = usual ? found : null;
        return usual;
    }
}
