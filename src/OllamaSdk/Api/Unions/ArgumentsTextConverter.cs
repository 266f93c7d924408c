using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>
/// Reads arguments that should be the text of a JSON object where a server sends the object itself, or a list: the text is then that of the JSON.
/// Public only so that other JSON contexts can use it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgumentsTextConverter : JsonConverter<string>
{
    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        OddForms.Note("the arguments of a call as JSON instead of its text");
        return JsonElement.ParseValue(ref reader).GetRawText();
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }
}
