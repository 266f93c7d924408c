using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>
/// Reads arguments that should be a JSON object where a server sends the text of one, an empty text or an empty list; what means no object stays as it
/// came. Public only so that other JSON contexts can use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgumentsObjectConverter : JsonConverter<JsonElement?>
{
    /// <inheritdoc />
    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
        {
            return value;
        }

        var text = CallArguments.Unwrap(value.GetRawText());
        try
        {
            using var document = JsonDocument.Parse(CallArguments.AreAbsent(text) ? "{}" : text!);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return value;
            }

            OddForms.Note("the arguments of a call as text, or as an empty list, instead of an object");
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } json)
        {
            RawJson.Write(writer, json);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
