using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>
/// The smallest JSON that fits a simple schema: every named property, the first of several choices, numbers at their least. Patterns, formats and
/// conditions are not looked at.
/// </summary>
internal sealed class SchemaSample
{
    private const int MaxDepth = 32;
    private const int MaxLength = 64 * 1024;

    // What a decimal holds; it writes an integer without an exponent.
    private const double MaxNumber = 1e28;

    private const string Word = "emulated";
    private readonly JsonElement _root;
    private readonly Utf8JsonWriter _json;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private SchemaSample(JsonElement root, Utf8JsonWriter json) => (_root, _json) = (root, json);

    public static string Create(JsonElement schema) =>
        System.Text.Encoding.UTF8.GetString(WireJson.Write(json => new SchemaSample(schema, json).Write(schema, 0)));

    private void Write(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            _json.WriteNullValue();
        }
        else if (Choice(schema) is { } fixedValue)
        {
            fixedValue.WriteTo(_json);
        }
        else if (Member(schema, "$ref") is { ValueKind: JsonValueKind.String } pointer)
        {
            WriteReferred(pointer.GetString()!, depth);
        }
        else if (FirstChoice(schema) is { } choice)
        {
            Write(choice, depth + 1);
        }
        else
        {
            WriteType(TypeOf(schema), schema, depth);
        }
    }

    private void WriteType(string type, JsonElement schema, int depth)
    {
        switch (type)
        {
            case "object":
                WriteObject(schema, depth);
                break;
            case "array":
                WriteArray(schema, depth);
                break;
            case "string":
                var least = Integer(schema, "minLength") ?? 0;
                var most = Integer(schema, "maxLength") ?? MaxLength;
                var text = Word.PadRight(least, '.');
                _json.WriteStringValue(text[..Math.Min(text.Length, most)]);
                break;
            case "integer" or "number":
                WriteNumber(schema, type == "integer");
                break;
            case "boolean":
                _json.WriteBooleanValue(false);
                break;
            default:
                _json.WriteNullValue();
                break;
        }
    }

    private void WriteReferred(string pointer, int depth)
    {
        // A type inside itself is null there, as the smallest sample of a tree is: two branches in each branch would never end.
        if (_open.Add(pointer))
        {
            Write(Resolve(pointer) ?? default, depth + 1);
            _open.Remove(pointer);
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    private void WriteObject(JsonElement schema, int depth)
    {
        _json.WriteStartObject();
        if (Member(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                _json.WritePropertyName(property.Name);
                Write(property.Value, depth + 1);
            }
        }

        _json.WriteEndObject();
    }

    private void WriteArray(JsonElement schema, int depth)
    {
        _json.WriteStartArray();
        for (var i = 0; i < Math.Min(Integer(schema, "minItems") ?? 0, MaxDepth); i++)
        {
            Write(Member(schema, "items") ?? default, depth + 1);
        }

        _json.WriteEndArray();
    }

    private void WriteNumber(JsonElement schema, bool isInteger)
    {
        var value = Number(schema, "minimum") ?? (Number(schema, "exclusiveMinimum") + 1) ?? Math.Min(0, Number(schema, "maximum") ?? 0);
        _json.WriteNumberValue((decimal)Math.Clamp(isInteger ? Math.Ceiling(value) : value, -MaxNumber, MaxNumber));
    }

    private static JsonElement? Choice(JsonElement schema) =>
        Member(schema, "const") ?? (Member(schema, "enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0 ? values[0] : null);

    private static JsonElement? FirstChoice(JsonElement schema)
    {
        foreach (var name in (string[])["anyOf", "oneOf", "allOf"])
        {
            if (Member(schema, name) is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0)
            {
                return choices[0];
            }
        }

        return null;
    }

    private JsonElement? Resolve(string pointer)
    {
        JsonElement? found = _root;
        foreach (var part in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found is { ValueKind: JsonValueKind.Object } owner ? Member(owner, part) : null;
        }

        return found;
    }

    private static string TypeOf(JsonElement schema) => Member(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } type => type.GetString()!,
        { ValueKind: JsonValueKind.Array } types when types.GetArrayLength() > 0 => types[0].ToString(),
        _ => Member(schema, "properties") is null ? "null" : "object",
    };

    private static JsonElement? Member(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value : null;

    private static double? Number(JsonElement schema, string name) =>
        Member(schema, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static int? Integer(JsonElement schema, string name) => Number(schema, name) is { } number ? (int)Math.Clamp(number, 0, MaxLength) : null;
}
