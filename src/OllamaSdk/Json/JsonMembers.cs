using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.Providers;

/// <summary>Members of answers that have no model, of which nothing is certain.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && TryGet(element, name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? Member(this JsonElement? element, string name) => element is { } value ? value.Member(name) : null;

    public static string? AsText(this JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? TextOf(text) : null;

    public static long? AsNumber(this JsonElement? element) =>
        element is { } value && ServerNumbers.TryWhole(value, out var number) ? number : null;

    public static double? AsRate(this JsonElement? element) =>
        element is { } value && ServerNumbers.TryAny(value, out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null) : [];

    // Half a surrogate pair is valid JSON, but no text: what has one in its names is as good as nothing here, and so is such a text.
    private static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }

    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
