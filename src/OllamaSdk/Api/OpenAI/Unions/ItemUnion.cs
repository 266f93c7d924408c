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
    public static string? Read<T>(ref Utf8JsonReader reader, string member, out List<T> items)
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

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // A null is no item, as in every list of a server's.
            if (JsonSerializer.Deserialize(ref reader, TypeInfo<T>()) is { } item)
            {
                items.Add(item);
            }
        }

        return null;
    }

    public static void Write<T>(Utf8JsonWriter writer, string? text, IReadOnlyList<T> items)
        where T : class
    {
        if (text is not null)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (var item in items)
        {
            JsonSerializer.Serialize(writer, item, TypeInfo<T>());
        }

        writer.WriteEndArray();
    }

    // Ours, whoever serializes: another JSON context does not look into what has a converter, and would not know the type.
    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
}
