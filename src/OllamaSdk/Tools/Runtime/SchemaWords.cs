using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>
/// Says in a parameter's description what Ollama's server drops from its schema: of a property it keeps only <c>type</c>, <c>description</c>,
/// <c>enum</c>, <c>items</c>, <c>anyOf</c>, <c>properties</c> and <c>required</c>, and a model cannot keep a rule that it was not told.
/// </summary>
internal sealed class SchemaWords
{
    // A default or a pattern can be a page long.
    private const int MaxLength = 200;

    private bool _hasWords;

    private SchemaWords()
    {
    }

    /// <summary>The schema of a tool's parameters with all its rules, and with words for those that the server drops.</summary>
    public static JsonElement Tell(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema;
        }

        var buffer = new ArrayBufferWriter<byte>();
        var words = new SchemaWords();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            words.WriteRoot(writer, schema);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return words._hasWords ? JsonElement.ParseValue(ref reader) : schema;
    }

    private void WriteRoot(Utf8JsonWriter writer, JsonElement schema)
    {
        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (member.NameEquals("properties"u8) && member.Value.ValueKind == JsonValueKind.Object)
            {
                WriteProperties(writer, member.Value);
            }
            else
            {
                member.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteProperties(Utf8JsonWriter writer, JsonElement properties)
    {
        writer.WriteStartObject();
        foreach (var property in properties.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            WriteProperty(writer, property.Value);
        }

        writer.WriteEndObject();
    }

    private void WriteProperty(Utf8JsonWriter writer, JsonElement property)
    {
        if (property.ValueKind != JsonValueKind.Object)
        {
            property.WriteTo(writer);
            return;
        }

        var words = Words(property);
        var isTold = words.Length == 0;
        _hasWords |= !isTold;
        writer.WriteStartObject();
        foreach (var member in property.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (!isTold && member.NameEquals("description"u8) && member.Value.ValueKind == JsonValueKind.String)
            {
                var description = member.Value.GetString()!;
                writer.WriteStringValue(description.Length == 0 ? words : $"{description} ({words})");
                isTold = true;
            }
            else if (member.NameEquals("properties"u8) && member.Value.ValueKind == JsonValueKind.Object)
            {
                WriteProperties(writer, member.Value);
            }
            else if (member.NameEquals("anyOf"u8) && member.Value.ValueKind == JsonValueKind.Array)
            {
                WriteChoices(writer, member.Value);
            }
            else
            {
                member.Value.WriteTo(writer);
            }
        }

        if (!isTold)
        {
            writer.WriteString("description"u8, words);
        }

        writer.WriteEndObject();
    }

    // What a choice refers to is said by the words of the whole.
    private void WriteChoices(Utf8JsonWriter writer, JsonElement choices)
    {
        writer.WriteStartArray();
        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("properties"u8, out _))
            {
                WriteProperty(writer, choice);
            }
            else
            {
                choice.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
    }

    private static string Words(JsonElement property)
    {
        List<string> words = [];
        Add(words, Bounds(property));
        Add(words, Count(property, "minLength", "maxLength", "character"));
        Add(words, Count(property, "minItems", "maxItems", "item"));
        Add(words, Count(property, "minProperties", "maxProperties", "entry"));
        foreach (var member in property.EnumerateObject())
        {
            Add(words, member.Name switch
            {
                "pattern" => $"matches {Short(member.Value)}",
                "format" => Format(Short(member.Value)),
                "contentEncoding" => Short(member.Value),
                "multipleOf" => $"a multiple of {Short(member.Value)}",
                "const" => $"always {Short(member.Value)}",
                "uniqueItems" when member.Value.ValueKind == JsonValueKind.True => "no item twice",
                "propertyNames" when Enumerated(member.Value) is { } names => $"its names are of {names}",
                "additionalProperties" => Values(member.Value),
                "$ref" => Reference(member.Value),
                "anyOf" or "oneOf" when References(member.Value) is { } reference => reference,
                "oneOf" => $"one of {Short(member.Value)}",
                "examples" => $"for example {Short(member.Value)}",
                "default" when member.Value.ValueKind != JsonValueKind.Null => $"default {Short(member.Value)}",
                _ => null,
            });
        }

        return string.Join("; ", words);
    }

    private static string? Bounds(JsonElement property)
    {
        var low = Number(property, "minimum", "at least") ?? Number(property, "exclusiveMinimum", "more than");
        var high = Number(property, "maximum", "at most") ?? Number(property, "exclusiveMaximum", "less than");
        return (low, high) switch
        {
            (["at least", var from], ["at most", var to]) => $"{from} to {to}",
            ({ } first, { } second) => $"{first[0]} {first[1]} and {second[0]} {second[1]}",
            _ => (low ?? high) is { } one ? $"{one[0]} {one[1]}" : null,
        };
    }

    private static string[]? Number(JsonElement property, string keyword, string words) =>
        property.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number ? [words, value.GetRawText()] : null;

    private static string? Count(JsonElement property, string low, string high, string what)
    {
        var from = Number(property, low, "")?[1];
        var to = Number(property, high, "")?[1];
        return (from, to) switch
        {
            (null, null) => null,
            ({ } a, { } b) when a == b => $"exactly {Plural(a, what)}",
            ({ } a, { } b) => $"{a} to {Plural(b, what)}",
            (null, { } b) => $"at most {Plural(b, what)}",
            ({ } a, null) => $"at least {Plural(a, what)}",
        };
    }

    private static string Plural(string count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == "1" ? what : what == "entry" ? "entries" : what + "s")}");

    private static string Format(string format) => format switch
    {
        "date-time" => "ISO 8601 date and time such as 2025-01-31T13:45:00Z",
        "date" => "ISO 8601 date such as 2025-01-31",
        "time" => "time such as 13:45:00",
        "duration" => "ISO 8601 duration such as PT1H30M",
        "uuid" => "UUID",
        "uri" => "absolute URI",
        _ => $"format {format}",
    };

    private static string? Values(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.False => "nothing else",
        JsonValueKind.Object => $"each value as {Short(schema)}",
        _ => null,
    };

    private static string? Reference(JsonElement name) =>
        name.ValueKind == JsonValueKind.String && name.GetString() is { } path ? $"of the form {path[(path.LastIndexOf('/') + 1)..]}" : null;

    private static string? References(JsonElement choices)
    {
        if (choices.ValueKind == JsonValueKind.Array)
        {
            foreach (var choice in choices.EnumerateArray())
            {
                if (choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("$ref"u8, out var name))
                {
                    return Reference(name);
                }
            }
        }

        return null;
    }

    private static string? Enumerated(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum"u8, out var names) ? Short(names) : null;

    private static string Short(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return new StringBuilder(text, 0, end, end + 1).Append('…').ToString();
    }

    private static void Add(List<string> words, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            words.Add(text);
        }
    }
}
