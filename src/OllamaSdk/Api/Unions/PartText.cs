using System.Text.Json;

namespace OllamaSdk;

/// <summary>What the parts of a message's content say, in the forms in which servers send them.</summary>
internal static class PartText
{
    // Where the thinking of a part stands, beside or in place of its text.
    private static readonly string[] ThinkingMembers = ["thinking", "reasoning", "summary", "content", "text"];

    /// <summary>Whether a part of this type is no part of the answer, but what the model thought: <c>thinking</c>, <c>reasoning</c>, <c>reasoning_text</c> and the like.</summary>
    public static bool IsThinking(string? type) => type is "summary_text"
        || type?.StartsWith("thinking", StringComparison.Ordinal) == true || type?.StartsWith("reasoning", StringComparison.Ordinal) == true;

    /// <summary>Whether a value can be a part at all: a text, nothing, or an object that says what it is.</summary>
    public static bool IsPart(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Object && (value.TryGetProperty("type", out _) || value.TryGetProperty("text", out _)));

    public static string Thinking(Func<string, JsonElement?> member)
    {
        foreach (var name in ThinkingMembers)
        {
            if (member(name) is { } value && Flat(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    /// <summary>The text of a value that is one, or a list of texts or of parts with texts.</summary>
    private static string Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(Flat)),
        JsonValueKind.Object => Thinking(name => value.TryGetProperty(name, out var found) ? found : null),
        _ => "",
    };
}
