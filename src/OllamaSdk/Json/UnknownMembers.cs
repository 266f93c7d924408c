using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>Members that no model knows, put together from the parts of a stream.</summary>
internal static class UnknownMembers
{
    /// <summary>Lists go on, as a whole answer would have them in one; of anything else the last counts.</summary>
    /// <param name="whole">What came so far.</param>
    /// <param name="part">What comes now.</param>
    public static void Merge(ref Dictionary<string, JsonElement>? whole, Dictionary<string, JsonElement>? part)
    {
        if (part is null)
        {
            return;
        }

        whole ??= new(StringComparer.Ordinal);
        foreach (var (name, value) in part)
        {
            whole[name] = whole.TryGetValue(name, out var before) && before.ValueKind == JsonValueKind.Array && value.ValueKind == JsonValueKind.Array
                ? Concatenated(before, value)
                : value;
        }
    }

    private static JsonElement Concatenated(JsonElement first, JsonElement second)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var item in first.EnumerateArray().Concat(second.EnumerateArray()))
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.Clone();
    }
}
