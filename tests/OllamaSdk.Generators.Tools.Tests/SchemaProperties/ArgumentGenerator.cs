using System.Text.Json.Nodes;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>Makes arguments from a schema, most of them right; the same ones for the same seed.</summary>
internal sealed class ArgumentGenerator(JsonObject root, Random random)
{
    private const int MaxDepth = 6;

    private static readonly Dictionary<string, string[]> _texts = new()
    {
        ["date"] = ["2025-01-31", "1999-12-01"],
        ["date-time"] = ["2025-01-31T13:45:00Z", "2025-01-31T13:45:00.5+02:00", "2025-01-31T13:45:00"],
        ["duration"] = ["PT1H30M", "P1D", "PT0.5S", "01:30:00"],
        ["uuid"] = ["3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
        ["uri"] = ["https://example.org/", "mailto:a@example.org"],
        ["email"] = ["a@example.org", "@a", "a@b@c"],
    };

    /// <summary>Candidates for texts with a pattern, and for everything that is to be wrong.</summary>
    private static readonly string[] _any =
        ["", "a", "b", "bb", "aa", "ab", "abc", "Abc", "1.2", "1.2.3.4", "13:45", "13:45:10", "25:00", "AQID", "AQI", "AB", "null", "true", "5", "äöü", "2025-13-45"];

    public JsonNode? Next() => Value(root, 0);

    private JsonNode? Value(JsonObject schema, int depth)
    {
        if (random.Next(25) == 0)
        {
            return Wrong();
        }

        if (schema["$ref"] is { } reference)
        {
            return depth > MaxDepth ? null : Value(root["$defs"]![((string)reference!)["#/$defs/".Length..]]!.AsObject(), depth + 1);
        }

        if (schema["anyOf"] is JsonArray any)
        {
            return Value(any[depth > 1 ? any.Count - 1 : random.Next(any.Count)]!.AsObject(), depth + 1);
        }

        if (schema["enum"] is JsonArray allowed)
        {
            return allowed[random.Next(allowed.Count)]?.DeepClone();
        }

        var type = schema["type"] is JsonArray several ? several[random.Next(several.Count)] : schema["type"];
        return (string?)type switch
        {
            "integer" => Number(schema, whole: true),
            "number" => Number(schema, whole: random.Next(2) == 0),
            "string" => Text(schema),
            "boolean" => random.Next(2) == 0,
            "array" => Array(schema, depth),
            "object" => Object(schema, depth),
            "null" => null,
            _ => Wrong(),
        };
    }

    private JsonValue Number(JsonObject schema, bool whole)
    {
        var min = (schema["minimum"] ?? schema["exclusiveMinimum"])?.GetValue<decimal>() ?? -100;
        var max = Math.Min((schema["maximum"] ?? schema["exclusiveMaximum"])?.GetValue<decimal>() ?? 100, min + 1000);
        var value = random.Next(5) switch
        {
            0 => min,
            1 => max,
            2 => max + 1,
            _ => min + ((max - min) * random.Next(1000) / 1000),
        };
        return JsonValue.Create(whole ? decimal.Floor(value) : Math.Round(value, 2));
    }

    private JsonValue Text(JsonObject schema)
    {
        var texts = schema["format"] is { } format ? _texts[(string)format!] : _any;
        return JsonValue.Create(texts[random.Next(texts.Length)]);
    }

    private JsonArray Array(JsonObject schema, int depth)
    {
        var count = random.Next(depth > 3 ? 1 : 4);
        return new([.. Enumerable.Range(0, count).Select(_ => schema["items"] is JsonObject items ? Value(items, depth + 1) : Wrong())]);
    }

    private JsonObject Object(JsonObject schema, int depth)
    {
        var made = new JsonObject();
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (random.Next(required.Contains(name) ? 30 : 2) > 0)
            {
                made[name] = Value(property!.AsObject(), depth + 1);
            }
        }

        for (var i = random.Next(4); i > 0; i--)
        {
            var name = schema["propertyNames"] is JsonObject names ? (string)names["enum"]![random.Next(names["enum"]!.AsArray().Count)]! : $"key {i}";
            made[name] = schema["additionalProperties"] is JsonObject others ? Value(others, depth + 1) : Wrong();
        }

        return made;
    }

    private JsonNode? Wrong() => random.Next(8) switch
    {
        0 => null,
        1 => true,
        2 => 0.5m,
        3 => -1m,
        4 => new JsonArray(1, "a"),
        5 => new JsonObject { ["a"] = 1 },
        _ => _any[random.Next(_any.Length)],
    };
}
