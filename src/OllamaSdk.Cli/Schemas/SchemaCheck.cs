using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OllamaSdk.Cli.Schemas;

/// <summary>
/// Whether a JSON value is what a schema says, by the keywords that schemas for models use. There is a library for all of them, but its free versions are
/// no longer kept.
/// </summary>
internal sealed class SchemaCheck
{
    private const int MaxDepth = 200;

    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);

    // Checked here, or nothing to check.
    private static readonly HashSet<string> s_known =
    [
        "type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minLength", "maxLength", "pattern",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "anyOf", "oneOf", "allOf", "$ref", "$defs", "definitions",
        "title", "description", "default", "examples", "$schema", "$id", "$comment", "format", "deprecated", "readOnly", "writeOnly",
    ];

    private readonly JsonElement _root;

    public SchemaCheck(JsonElement schema) => _root = schema;

    /// <summary>Keywords of the schema that nothing is checked by, in order.</summary>
    public IEnumerable<string> Unchecked => Keywords(_root, 0).Where(keyword => !s_known.Contains(keyword)).Distinct();

    /// <returns>The place and the words of the first thing that is wrong; <see langword="null"/> where nothing is.</returns>
    public (string Path, string Words)? Find(JsonElement value) => Find(_root, value, "$", 0);

    private (string Path, string Words)? Find(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False ? (path, "nothing may be here") : null;
        }

        if (depth > MaxDepth)
        {
            return (path, "the schema refers to itself without an end");
        }

        return FindOwn(schema, value, path)
            ?? FindReferred(schema, value, path, depth)
            ?? (value.ValueKind switch
            {
                JsonValueKind.Object => FindInObject(schema, value, path, depth),
                JsonValueKind.Array => FindInArray(schema, value, path, depth),
                _ => null,
            });
    }

    // What the value itself must be.
    private static (string Path, string Words)? FindOwn(JsonElement schema, JsonElement value, string path)
    {
        if (Of(schema, "type") is { } type && !(type.ValueKind == JsonValueKind.Array ? Items(schema, "type") : [type]).Any(one => Is(value, one.GetString())))
        {
            return (path, $"expected {type.ToString()}");
        }

        if (Of(schema, "enum") is { } choice && !choice.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            return (path, $"expected one of {choice.GetRawText()}");
        }

        if (Of(schema, "const") is { } constant && !JsonElement.DeepEquals(constant, value))
        {
            return (path, $"expected {constant.GetRawText()}");
        }

        var words = value.ValueKind switch
        {
            JsonValueKind.String => WordsOfText(schema, value.GetString()!),
            JsonValueKind.Number => WordsOfNumber(schema, value.GetDouble()),
            _ => null,
        };
        return words is null ? null : (path, words);
    }

    private static string? WordsOfText(JsonElement schema, string text)
    {
        var length = new StringInfo(text).LengthInTextElements;
        return length < Number(schema, "minLength") ? $"expected at least {Number(schema, "minLength")} characters"
            : length > Number(schema, "maxLength") ? $"expected at most {Number(schema, "maxLength")} characters"
            : Of(schema, "pattern")?.GetString() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, s_patternLimit) ? $"expected a text of the pattern {pattern}"
            : null;
    }

    private static string? WordsOfNumber(JsonElement schema, double number) =>
        number < Number(schema, "minimum") ? Expected("at least", "minimum")
        : number > Number(schema, "maximum") ? Expected("at most", "maximum")
        : number <= Number(schema, "exclusiveMinimum") ? Expected("more than", "exclusiveMinimum")
        : number >= Number(schema, "exclusiveMaximum") ? Expected("less than", "exclusiveMaximum")
        : null;

    private static string Expected(string words, string keyword) => $"expected {words} the schema's {keyword}";

    private (string Path, string Words)? FindReferred(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (Of(schema, "$ref")?.GetString() is { } reference)
        {
            return Referred(reference) is { } referred ? Find(referred, value, path, depth + 1) : (path, $"the schema has nothing at {reference}");
        }

        foreach (var all in Items(schema, "allOf"))
        {
            if (Find(all, value, path, depth + 1) is { } wrong)
            {
                return wrong;
            }
        }

        return Items(schema, "anyOf") is { Length: > 0 } any && !any.Any(one => Find(one, value, path, depth + 1) is null) ? (path, "fits none of anyOf")
            : Items(schema, "oneOf") is { Length: > 0 } several && several.Count(one => Find(one, value, path, depth + 1) is null) is not 1 and var count
                ? (path, count == 0 ? "fits none of oneOf" : "fits more than one of oneOf")
            : null;
    }

    private (string Path, string Words)? FindInObject(JsonElement schema, JsonElement value, string path, int depth)
    {
        foreach (var name in Items(schema, "required"))
        {
            if (!value.TryGetProperty(name.GetString()!, out _))
            {
                return (path, $"'{name.GetString()}' is missing");
            }
        }

        foreach (var member in value.EnumerateObject())
        {
            var inner = Of(schema, "properties") is { } properties && properties.TryGetProperty(member.Name, out var own) ? own : Of(schema, "additionalProperties");
            if (inner is { ValueKind: JsonValueKind.False })
            {
                return (path, $"'{member.Name}' is none of its members");
            }

            if (inner is { } rules && Find(rules, member.Value, $"{path}.{member.Name}", depth + 1) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private (string Path, string Words)? FindInArray(JsonElement schema, JsonElement value, string path, int depth)
    {
        var count = value.GetArrayLength();
        if (count < Number(schema, "minItems") || count > Number(schema, "maxItems"))
        {
            return (path, count < Number(schema, "minItems") ? $"expected at least {Number(schema, "minItems")} items" : $"expected at most {Number(schema, "maxItems")} items");
        }

        return Of(schema, "items") is not { } rules ? null
            : value.EnumerateArray().Select((item, index) => Find(rules, item, $"{path}[{index}]", depth + 1)).FirstOrDefault(wrong => wrong is not null);
    }

    private JsonElement? Referred(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var current = _root;
        foreach (var part in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (Of(current, name) is not { } next)
            {
                return null;
            }

            current = next;
        }

        return current;
    }

    private static bool Is(JsonElement value, string? type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static JsonElement? Of(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) ? value : null;

    // Where there is none, every comparison with it is false.
    private static double? Number(JsonElement schema, string keyword) => Of(schema, keyword) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static JsonElement[] Items(JsonElement schema, string keyword) => Of(schema, keyword) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static IEnumerable<string> Keywords(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return [];
        }

        return schema.EnumerateObject().SelectMany(keyword => (string[])[keyword.Name, .. Inner(keyword).SelectMany(inner => Keywords(inner, depth + 1))]);
    }

    private static IEnumerable<JsonElement> Inner(JsonProperty keyword) => keyword switch
    {
        { Name: "properties" or "$defs" or "definitions", Value.ValueKind: JsonValueKind.Object } => keyword.Value.EnumerateObject().Select(member => member.Value),
        { Name: "anyOf" or "oneOf" or "allOf", Value.ValueKind: JsonValueKind.Array } => keyword.Value.EnumerateArray(),
        { Name: "items" or "additionalProperties" } => [keyword.Value],
        _ => [],
    };
}
