using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>Puts JSON together from the texts as they came: not all that can be read can be written again.</summary>
internal static class JsonParts
{
    public static JsonElement List(IEnumerable<JsonElement> items) => Parse($"[{string.Join(',', items.Select(item => item.GetRawText()))}]");

    public static JsonElement Object(IEnumerable<KeyValuePair<string, JsonElement>> members) =>
        Parse($"{{{string.Join(',', members.Select(member => $"\"{JsonEncodedText.Encode(member.Key)}\":{member.Value.GetRawText()}"))}}}");

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = JsonDepth.Written });
        return document.RootElement.Clone();
    }
}
