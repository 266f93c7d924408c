using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>A second opinion: a plain validator of the JSON schema keywords that tools use.</summary>
internal sealed class SchemaValidator(JsonObject root)
{
    private static readonly Dictionary<string, string> _formats = new()
    {
        ["date"] = @"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        ["date-time"] = @"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$",
        ["duration"] = @"^(-?P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?|\d\d:\d\d:\d\d)$",
        ["uuid"] = @"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
        ["email"] = @"^[^@\r\n]+@[^@\r\n]+$",
        ["uri"] = @"^[a-z]+:.+$",
    };

    public bool Accepts(JsonNode? value) => Accepts(root, value);

    private bool Accepts(JsonObject schema, JsonNode? value)
    {
        if (schema["$ref"] is { } reference)
        {
            return Accepts(root["$defs"]![((string)reference!)["#/$defs/".Length..]]!.AsObject(), value);
        }

        if (schema["anyOf"] is JsonArray any)
        {
            return any.Any(option => Accepts(option!.AsObject(), value));
        }

        return HasType(schema["type"], value)
            && (schema["enum"] is not JsonArray allowed || allowed.Any(item => JsonNode.DeepEquals(item, value)))
            && value?.GetValueKind() switch
            {
                JsonValueKind.Number => AcceptsNumber(schema, value.GetValue<decimal>()),
                JsonValueKind.String => AcceptsText(schema, (string)value!),
                JsonValueKind.Array => AcceptsArray(schema, value.AsArray()),
                JsonValueKind.Object => AcceptsObject(schema, value.AsObject()),
                _ => true,
            };
    }

    private static bool HasType(JsonNode? type, JsonNode? value) => type switch
    {
        null => true,
        JsonArray several => several.Any(one => HasType(one, value)),
        _ => (string)type! switch
        {
            "null" => value is null,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && decimal.IsInteger(value.GetValue<decimal>()),
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "array" => value is JsonArray,
            "object" => value is JsonObject,
            var other => throw new InvalidOperationException($"The validator does not know the type '{other}'."),
        },
    };

    private static bool AcceptsNumber(JsonObject schema, decimal value) =>
        !(value < Bound(schema, "minimum") || value > Bound(schema, "maximum")
            || value <= Bound(schema, "exclusiveMinimum") || value >= Bound(schema, "exclusiveMaximum"));

    private static bool AcceptsText(JsonObject schema, string value)
    {
        var length = new StringInfo(value).LengthInTextElements;
        return !(length < Bound(schema, "minLength") || length > Bound(schema, "maxLength"))
            && (schema["pattern"] is not { } pattern || Regex.IsMatch(value, (string)pattern!))
            && (schema["format"] is not { } format || Regex.IsMatch(value, _formats[(string)format!]))
            && (schema["contentEncoding"] is null || Convert.TryFromBase64String(value, new byte[value.Length], out _));
    }

    private bool AcceptsArray(JsonObject schema, JsonArray value) =>
        !(value.Count < Bound(schema, "minItems") || value.Count > Bound(schema, "maxItems"))
        && (schema["items"] is not JsonObject items || value.All(item => Accepts(items, item)))
        && (schema["uniqueItems"] is null || value.Select(item => item?.ToJsonString()).Distinct().Count() == value.Count);

    private bool AcceptsObject(JsonObject schema, JsonObject value)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        return !(value.Count < Bound(schema, "minProperties") || value.Count > Bound(schema, "maxProperties"))
            && (schema["required"]?.AsArray() ?? []).All(name => value.ContainsKey((string)name!))
            && value.All(member => properties[member.Key] is JsonObject known
                ? Accepts(known, member.Value)
                : schema["additionalProperties"] switch { JsonObject others => Accepts(others, member.Value), JsonValue isOpen => isOpen.GetValue<bool>(), _ => true })
            && (schema["propertyNames"] is not JsonObject names || value.All(member => Accepts(names, member.Key)));
    }

    private static decimal? Bound(JsonObject schema, string keyword) => schema[keyword]?.GetValue<decimal>();
}
