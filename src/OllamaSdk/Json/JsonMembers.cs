using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.Providers;

/// <summary>Members of answers that have no model, of which nothing is certain.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? Member(this JsonElement? element, string name) => element is { } value ? value.Member(name) : null;

    public static string? AsText(this JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? AsNumber(this JsonElement? element) =>
        element is { } value && ServerNumbers.TryWhole(value, out var number) ? number : null;

    public static double? AsRate(this JsonElement? element) =>
        element is { } value && ServerNumbers.TryAny(value, out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
