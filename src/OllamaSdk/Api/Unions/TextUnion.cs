using System.Text.Json;

namespace OllamaSdk;

/// <summary>What the unions of one text or several have in common on the wire: a JSON string, or an array of them.</summary>
internal static class TextUnion
{
    /// <exception cref="ArgumentException">One of the texts is <see langword="null"/>.</exception>
    public static IReadOnlyList<string> Copy(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var copy = texts.ToArray();
        var index = Array.IndexOf(copy, null);
        return index < 0 ? copy : throw new ArgumentException($"Text {index} is null.", nameof(texts));
    }

    /// <returns>The one text; <see langword="null"/> where <paramref name="texts"/> holds several.</returns>
    public static string? Read(ref Utf8JsonReader reader, string member, out List<string> texts)
    {
        texts = [];
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"{member} must be a text or a list of texts, not {reader.TokenType}.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException($"{member} holds {reader.TokenType}."));
        }

        return null;
    }

    public static void Write(Utf8JsonWriter writer, bool single, IReadOnlyList<string> texts)
    {
        if (single)
        {
            writer.WriteStringValue(texts[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
