using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>Which model a request names.</summary>
internal static class BodyModel
{
    /// <returns>Empty where the body is not JSON or names none.</returns>
    public static string Find(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return "";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = reader.ValueTextEquals("model"u8);
                if (!reader.Read())
                {
                    return "";
                }

                if (isModel && reader.TokenType == JsonTokenType.String)
                {
                    return reader.GetString()!;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is no JSON names no model; nor does a text with half a character in it.
        }

        return "";
    }
}
