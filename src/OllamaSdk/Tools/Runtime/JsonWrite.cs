using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using OllamaSdk.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>What generated writers are made of: each value in the form that <see cref="JsonRead"/> reads, the same in every culture.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonWrite
{
    /// <summary>Writes true or false.</summary>
    public static void Value(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    /// <summary>Writes an integer.</summary>
    public static void Int64(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    /// <summary>Writes an integer.</summary>
    public static void UInt64(Utf8JsonWriter writer, ulong value) => writer.WriteNumberValue(value);

    /// <summary>Writes an integer.</summary>
    public static void Int128(Utf8JsonWriter writer, Int128 value) => writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes an integer.</summary>
    public static void UInt128(Utf8JsonWriter writer, UInt128 value) => writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes an integer.</summary>
    public static void BigInteger(Utf8JsonWriter writer, BigInteger value) => writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a number; as text what JSON has no number for.</summary>
    public static void Half(Utf8JsonWriter writer, Half value) => Value(writer, (float)value);

    /// <summary>Writes a number; as text what JSON has no number for.</summary>
    public static void Value(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes a number; as text what JSON has no number for.</summary>
    public static void Value(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes a number.</summary>
    public static void Value(Utf8JsonWriter writer, decimal value) => writer.WriteNumberValue(value);

    /// <summary>Writes a text.</summary>
    public static void Value(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    /// <summary>Writes a text of one character.</summary>
    public static void Value(Utf8JsonWriter writer, char value) => writer.WriteStringValue([value]);

    /// <summary>Writes an instant or a local time.</summary>
    public static void Value(Utf8JsonWriter writer, DateTime value) => writer.WriteStringValue(value);

    /// <summary>Writes an instant with its offset.</summary>
    public static void Value(Utf8JsonWriter writer, DateTimeOffset value) => writer.WriteStringValue(value);

    /// <summary>Writes a day.</summary>
    public static void Value(Utf8JsonWriter writer, DateOnly value) => writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Writes a time of the day.</summary>
    public static void Value(Utf8JsonWriter writer, TimeOnly value) =>
        writer.WriteStringValue(value.ToString(value.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    /// <summary>Writes a duration in the form of ISO 8601.</summary>
    public static void Value(Utf8JsonWriter writer, TimeSpan value) => writer.WriteStringValue(XmlConvert.ToString(value));

    /// <summary>Writes an identifier.</summary>
    public static void Value(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);

    /// <summary>Writes an address.</summary>
    public static void Value(Utf8JsonWriter writer, Uri value) => writer.WriteStringValue(value.OriginalString);

    /// <summary>Writes a version.</summary>
    public static void Value(Utf8JsonWriter writer, Version value) => writer.WriteStringValue(value.ToString());

    /// <summary>Writes bytes as base64.</summary>
    public static void Value(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);

    /// <summary>Writes bytes as base64.</summary>
    public static void Value(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64StringValue(value.Span);

    /// <summary>The exception for an object of a kind that its base does not name.</summary>
    /// <param name="value">The object.</param>
    public static NotSupportedException UnknownKind(object value) =>
        new($"'{value.GetType().Name}' is none of the kinds that [JsonDerivedType] names; name it too.");

    /// <summary>Writes a value as it is; null for none.</summary>
    public static void Value(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
        }
        else
        {
            RawJson.Write(writer, value);
        }
    }

    /// <summary>Writes a value as it is.</summary>
    public static void Node(Utf8JsonWriter writer, JsonNode value) => value.WriteTo(writer);
}
