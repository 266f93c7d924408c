using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Values of any type as JSON, without reflection: what the SDK or Microsoft.Extensions.AI know at compile time.</summary>
internal static class ValueJson
{
    // It goes to servers and models, never into HTML: text stays as short and readable as it was.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="ArgumentException">A value has a type that nobody knows how to write.</exception>
    public static byte[] ObjectUtf8(IEnumerable<KeyValuePair<string, object?>> members, JsonSerializerOptions? known = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                Write(writer, value, known);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="ObjectUtf8"/>
    public static string Text(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, value, null);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions? known)
    {
        switch (value)
        {
            case null or JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                // As it was written: numbers keep their digits.
                writer.WriteRawValue(element.GetRawText());
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            default:
                WriteTyped(writer, value, known);
                break;
        }
    }

    private static void WriteTyped(Utf8JsonWriter writer, object value, JsonSerializerOptions? known)
    {
        if (known?.TryGetTypeInfo(value.GetType(), out var type) == true
            || LlmJson.Options.TryGetTypeInfo(value.GetType(), out type)
            || AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out type))
        {
            JsonSerializer.Serialize(writer, value, type);
            return;
        }

        throw new ArgumentException($"Nobody knows how to write a {value.GetType()} as JSON: give a text, a number, a JsonElement or a list of such.", nameof(value));
    }
}
