using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Whether JSON is what a schema says: the words of JSON Schema that the tool generator writes, one after the other, and no others.</summary>
internal sealed class PlainSchema(JsonElement root)
{
    private static readonly HashSet<string> s_noRules = ["title", "description", "default", "examples", "$defs", "$schema", "contentEncoding", "deprecated", "format"];

    /// <returns>What is wrong; <see langword="null"/> where nothing is.</returns>
    public string? Breach(JsonElement value) => Breach(root, value, "$");

    private string? Breach(JsonElement schema, JsonElement value, string path)
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return null;
        }

        if (schema.ValueKind is JsonValueKind.False)
        {
            return $"{path}: nothing is allowed";
        }

        foreach (var rule in schema.EnumerateObject())
        {
            if (Breach(rule.Name, rule.Value, schema, value, path) is { } breach)
            {
                return breach;
            }
        }

        return null;
    }

    private string? Breach(string rule, JsonElement its, JsonElement schema, JsonElement value, string path) => rule switch
    {
        "type" => Types(its).Any(type => Is(value, type)) ? null : $"{path}: it is no {its}",
        "enum" => its.EnumerateArray().Any(one => Same(one, value)) ? null : $"{path}: it is none of {its}",
        "const" => Same(its, value) ? null : $"{path}: it is not {its}",
        "$ref" => Breach(root.GetProperty("$defs").GetProperty(its.GetString()![8..]), value, path),
        "anyOf" => its.EnumerateArray().Any(one => Breach(one, value, path) is null) ? null : $"{path}: it fits none of {its}",
        "minimum" => Compare(value, its) < 0 ? $"{path}: it is below {its}" : null,
        "maximum" => Compare(value, its) > 0 ? $"{path}: it is above {its}" : null,
        "exclusiveMinimum" => Compare(value, its) <= 0 ? $"{path}: it is not above {its}" : null,
        "exclusiveMaximum" => Compare(value, its) >= 0 ? $"{path}: it is not below {its}" : null,
        "minLength" => value.ValueKind == JsonValueKind.String && Characters(value) < its.GetInt32() ? $"{path}: it is shorter than {its}" : null,
        "maxLength" => value.ValueKind == JsonValueKind.String && Characters(value) > its.GetInt32() ? $"{path}: it is longer than {its}" : null,
        "pattern" => value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, its.GetString()!, RegexOptions.ECMAScript) ? $"{path}: it does not match {its}" : null,
        "minItems" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() < its.GetInt32() ? $"{path}: it has fewer than {its}" : null,
        "maxItems" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > its.GetInt32() ? $"{path}: it has more than {its}" : null,
        "uniqueItems" => value.ValueKind == JsonValueKind.Array && HasTwice(value) ? $"{path}: an item is there twice" : null,
        "items" => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select((item, i) => Breach(its, item, $"{path}[{i}]")).FirstOrDefault(breach => breach is not null) : null,
        "required" => value.ValueKind == JsonValueKind.Object ? its.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}: {name} is missing").FirstOrDefault() : null,
        "properties" => value.ValueKind == JsonValueKind.Object ? its.EnumerateObject()
            .Select(property => value.TryGetProperty(property.Name, out var found) ? Breach(property.Value, found, $"{path}.{property.Name}") : null).FirstOrDefault(breach => breach is not null) : null,
        "propertyNames" => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(member => Breach(its, Text(member.Name), $"{path}.{member.Name}")).FirstOrDefault(breach => breach is not null) : null,
        "additionalProperties" => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().DistinctBy(member => member.Name)
            .Where(member => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(member.Name, out _))
            .Select(member => Breach(its, value.GetProperty(member.Name), $"{path}.{member.Name}")).FirstOrDefault(breach => breach is not null) : null,
        _ when s_noRules.Contains(rule) => null,
        _ => throw new NotSupportedException($"The reference does not know the rule {rule}; teach it."),
    };

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && (Exactly(value) is { } number ? number == decimal.Truncate(number) : Math.Truncate(value.GetDouble()) == value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"The reference does not know the type {type}; teach it."),
    };

    // What is no number has no bounds.
    private static int? Compare(JsonElement value, JsonElement bound) => value.ValueKind != JsonValueKind.Number ? null
        : Exactly(value) is { } number && Exactly(bound) is { } limit ? number.CompareTo(limit) : value.GetDouble().CompareTo(bound.GetDouble());

    // What a decimal would round to nothing it cannot hold.
    private static decimal? Exactly(JsonElement value) =>
        decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (number != 0 || value.GetDouble() == 0) ? number : null;

    private static bool Same(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other);

    private static bool HasTwice(JsonElement list) =>
        list.EnumerateArray().Index().Any(one => list.EnumerateArray().Take(one.Index).Any(before => Same(before, one.Item)));

    private static int Characters(JsonElement text) => text.GetString()!.EnumerateRunes().Count();

    private static JsonElement Text(string text)
    {
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStringValue(text);
        }

        var reader = new Utf8JsonReader(json.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
