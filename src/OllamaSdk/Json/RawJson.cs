using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Json;

/// <summary>
/// JSON that is kept as it came (unknown members, arguments of calls) is written as it came. .NET refuses to write a text that holds half a surrogate
/// pair, which servers send, take back, and nobody may change here.
/// </summary>
internal sealed class RawJson : JsonConverter<JsonElement>
{
    /// <summary>Before all others, for whoever combines them.</summary>
    public static IJsonTypeInfoResolver Resolver { get; } = new OfElements();

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Number
            || JsonMarshal.GetRawUtf8Value(value) is var raw && !HoldsHalfACharacter(raw))
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteRawValue(Compact(raw), skipInputValidation: true);
    }

    /// <summary>Whether valid JSON escapes half of a surrogate pair without the other half.</summary>
    public static bool HoldsHalfACharacter(ReadOnlySpan<byte> json)
    {
        var isHigh = false;
        while (true)
        {
            var next = json.IndexOf((byte)'\\');
            if (next != 0 && isHigh)
            {
                return true;
            }

            if (next < 0)
            {
                return false;
            }

            var half = IsHalf(json[next..], out var high);
            if (half ? high == isHigh : isHigh)
            {
                return true;
            }

            isHigh = half && high;
            json = json[(next + (half ? 6 : 2))..];
        }
    }

    // \uD800 to \uDBFF begin a pair, \uDC00 to \uDFFF end one.
    private static bool IsHalf(ReadOnlySpan<byte> escape, out bool isHigh)
    {
        isHigh = escape.Length >= 6 && escape[3] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B';
        return escape.Length >= 6 && escape[1] == 'u' && escape[2] is (byte)'d' or (byte)'D'
            && (isHigh || escape[3] is (byte)'c' or (byte)'d' or (byte)'e' or (byte)'f' or (byte)'C' or (byte)'D' or (byte)'E' or (byte)'F');
    }

    // Without the blanks between its parts: a document may have to stand on one line.
    private static byte[] Compact(ReadOnlySpan<byte> json)
    {
        var compact = new byte[json.Length];
        var length = 0;
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (inText && json[i] == '\\')
            {
                compact[length++] = json[i++];
            }
            else if (json[i] == '"')
            {
                inText = !inText;
            }

            if (inText || !char.IsWhiteSpace((char)json[i]))
            {
                compact[length++] = json[i];
            }
        }

        return compact[..length];
    }

    private sealed class OfElements : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type == typeof(JsonElement) ? JsonMetadataServices.CreateValueInfo<JsonElement>(options, new RawJson()) : null;
    }
}
