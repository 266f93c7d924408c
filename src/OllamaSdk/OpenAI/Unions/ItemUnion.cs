using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.OpenAI;

/// <summary>What the unions of one text or several objects have in common on the wire: a JSON string, or an array of objects.</summary>
internal static class ItemUnion
{
    /// <exception cref="ArgumentException">One of the items is <see langword="null"/>.</exception>
    public static IReadOnlyList<T> Copy<T>(IEnumerable<T> items)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items);
        var copy = items.ToArray();
        var index = Array.IndexOf(copy, null);
        return index < 0 ? copy : throw new ArgumentException($"Item {index} is null.", nameof(items));
    }

    /// <returns>The text; <see langword="null"/> where <paramref name="items"/> holds objects.</returns>
    public static string? Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options, string member, out List<T> items)
        where T : class
    {
        items = [];
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"{member} must be a text or a list of objects, not {reader.TokenType}.");
        }

        var typeInfo = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, typeInfo) ?? throw new JsonException($"{member} holds null."));
        }

        return null;
    }

    public static void Write<T>(Utf8JsonWriter writer, JsonSerializerOptions options, string? text, IReadOnlyList<T> items)
        where T : class
    {
        if (text is not null)
        {
            writer.WriteStringValue(text);
            return;
        }

        var typeInfo = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (var item in items)
        {
            JsonSerializer.Serialize(writer, item, typeInfo);
        }

        writer.WriteEndArray();
    }
}
