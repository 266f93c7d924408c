using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>
/// Reads arguments as small models write them: where JSON does not fit its schema and can mean but one thing, it is written as it was meant.
/// What comes of it is read and checked like any arguments, so that nothing gets past a rule.
/// </summary>
internal sealed class ArgumentMender
{
    private readonly JsonElement _root;
    private readonly IReadOnlyList<string> _aliases;
    private readonly List<string> _mendings = [];

    private ArgumentMender(JsonElement schema, IReadOnlyList<string> aliases) => (_root, _aliases) = (schema, aliases);

    /// <summary>The arguments as they were meant; <see langword="null"/> where nothing could be mended.</summary>
    /// <param name="json">What the model sent.</param>
    /// <param name="schema">The schema of the tool's parameters.</param>
    /// <param name="aliases">Names in C# that differ from the schema's, each followed by that one.</param>
    /// <param name="mendings">What was mended, each with its place.</param>
    public static byte[]? Mend(ReadOnlySpan<byte> json, ReadOnlySpan<byte> schema, IReadOnlyList<string> aliases, out IReadOnlyList<string> mendings)
    {
        mendings = [];
        try
        {
            var schemaReader = new Utf8JsonReader(schema);
            var mender = new ArgumentMender(JsonElement.ParseValue(ref schemaReader), aliases);
            var reader = new Utf8JsonReader(json);
            var value = JsonElement.ParseValue(ref reader);
            if (reader.Read())
            {
                return null;
            }

            var buffer = new ArrayBufferWriter<byte>(json.Length + 16);
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                mender.Write(writer, value, mender._root, "");
            }

            mendings = mender._mendings;
            return mendings.Count > 0 ? buffer.WrittenSpan.ToArray() : null;
        }
        catch (Exception e) when (SchemaBreach.IsBreach(e) || e is InvalidOperationException or ArgumentException)
        {
            // No JSON, or text that cannot be written: the reader has words for it.
            return null;
        }
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, JsonElement schema, string path)
    {
        schema = Resolve(schema, value);
        if (value.ValueKind == JsonValueKind.Null)
        {
            value.WriteTo(writer);
        }
        else if (value.ValueKind == JsonValueKind.String && FromText(value.GetString()!, schema) is { } inner)
        {
            Note(path, $"text read as {Kind(inner)}");
            Write(writer, inner, schema, path);
        }
        else if (value.ValueKind == JsonValueKind.String && Name(schema, value.GetString()!) is { } name)
        {
            Note(path, $"read as {name}");
            writer.WriteStringValue(name);
        }
        else if (Is(schema, "array"))
        {
            WriteArray(writer, value, schema, path);
        }
        else if (value.ValueKind == JsonValueKind.Object && Is(schema, "object"))
        {
            WriteObject(writer, value, schema, path);
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private void WriteArray(Utf8JsonWriter writer, JsonElement value, JsonElement schema, string path)
    {
        var items = schema.TryGetProperty("items"u8, out var found) ? found : default;
        writer.WriteStartArray();
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Write(writer, item, items, $"{path}[{index++}]");
            }
        }
        else
        {
            Note(path, "one value read as a list of one");
            Write(writer, value, items, $"{path}[0]");
        }

        writer.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement value, JsonElement schema, string path)
    {
        var properties = schema.TryGetProperty("properties"u8, out var found) ? found : default;
        var values = schema.TryGetProperty("additionalProperties"u8, out var other) ? other : default;
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            var name = MemberName(member.Name, value, properties, schema);
            var at = JsonPath.Append(path, name);
            var isKnown = TryGet(properties, name, out var its);
            if (isKnown && member.Value.ValueKind == JsonValueKind.Null && !TakesNull(its) && !IsRequired(schema, name))
            {
                Note(at, "null read as absent");
                continue;
            }

            if (name != member.Name)
            {
                Note(at, $"named {member.Name}");
            }

            writer.WritePropertyName(name);
            Write(writer, member.Value, isKnown ? its : values, at);
        }

        writer.WriteEndObject();
    }

    /// <summary>The name that the schema knows, where it is another.</summary>
    private string MemberName(string name, JsonElement value, JsonElement properties, JsonElement schema)
    {
        if (properties.ValueKind == JsonValueKind.Object)
        {
            var known = properties.EnumerateObject().Select(property => property.Name).ToList();
            return known.Contains(name) ? name : Only(known, name) is { } meant && !TryGet(value, meant, out _) ? meant : name;
        }

        return schema.TryGetProperty("propertyNames"u8, out var names) ? Name(names, name) ?? name : name;
    }

    /// <summary>The one name of an enum that a text means without being it.</summary>
    private string? Name(JsonElement schema, string text)
    {
        if (!TryGet(schema, "enum", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var names = list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToList();
        return names.Contains(text) ? null : Only(names, text);
    }

    private string? Only(List<string> names, string text)
    {
        var meant = names.FindAll(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        for (var i = 0; meant.Count == 0 && i + 1 < _aliases.Count; i += 2)
        {
            if (string.Equals(_aliases[i], text, StringComparison.OrdinalIgnoreCase) && names.Contains(_aliases[i + 1]))
            {
                meant.Add(_aliases[i + 1]);
            }
        }

        return meant.Count == 1 ? meant[0] : null;
    }

    /// <summary>What a text says, where a text is not due and it is JSON of what is.</summary>
    private static JsonElement? FromText(string text, JsonElement schema)
    {
        // Of several kinds of objects the text tells which.
        if (TryGet(schema, "anyOf", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.EnumerateArray().FirstOrDefault(choice => !IsNull(choice)) is var first
            && Is(first, "object") && !choices.EnumerateArray().Any(choice => Is(choice, "string")))
        {
            schema = first;
        }

        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type"u8, out _) || Is(schema, "string"))
        {
            return null;
        }

        // A text in a list of texts is one item of it.
        if (Is(schema, "array") && schema.TryGetProperty("items"u8, out var items) && (items.ValueKind != JsonValueKind.Object || Is(items, "string")))
        {
            return null;
        }

        // Python writes True.
        var json = text.Trim();
        if (Is(schema, "boolean") && (json.Equals("true", StringComparison.OrdinalIgnoreCase) || json.Equals("false", StringComparison.OrdinalIgnoreCase)))
        {
            json = json.ToLowerInvariant();
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            var value = JsonElement.ParseValue(ref reader);
            return !reader.Read() && Kinds(value).Any(kind => Is(schema, kind)) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonElement Resolve(JsonElement schema, JsonElement value)
    {
        // Longer chains than these are none that a schema has.
        for (var hops = 0; hops < 8 && schema.ValueKind == JsonValueKind.Object; hops++)
        {
            if (TryGet(schema, "$ref", out var reference) && reference.ValueKind == JsonValueKind.String)
            {
                schema = Definition(reference.GetString()!);
            }
            else if (TryGet(schema, "anyOf", out var choices) && choices.ValueKind == JsonValueKind.Array && Choice(choices, value) is { } choice)
            {
                schema = choice;
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private JsonElement Definition(string reference)
    {
        const string Prefix = "#/$defs/";
        return reference.StartsWith(Prefix, StringComparison.Ordinal) && TryGet(_root, "$defs", out var all) && TryGet(all, reference[Prefix.Length..], out var found) ? found : default;
    }

    /// <summary>The one choice that is not null; of several, the one whose constants the value has.</summary>
    private JsonElement? Choice(JsonElement choices, JsonElement value)
    {
        var others = choices.EnumerateArray().Where(choice => !IsNull(choice)).ToList();
        if (others.Count > 1)
        {
            others = others.FindAll(choice => HasConstants(Resolve(choice, value), value));
        }

        return others.Count == 1 ? others[0] : null;
    }

    private bool HasConstants(JsonElement schema, JsonElement value)
    {
        if (!TryGet(schema, "properties", out var properties) || properties.ValueKind != JsonValueKind.Object || value.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var constants = properties.EnumerateObject().Where(property => Constant(property.Value) is not null).ToList();
        return constants.Count > 0 && constants.TrueForAll(constant => value.EnumerateObject().Any(member =>
            MemberName(member.Name, value, properties, schema) == constant.Name && Means(member.Value, Constant(constant.Value)!.Value, constant.Value)));
    }

    private bool Means(JsonElement given, JsonElement constant, JsonElement schema) =>
        JsonElement.DeepEquals(given, constant)
        || (given.ValueKind == JsonValueKind.String && (Name(schema, given.GetString()!) is not null || FromText(given.GetString()!, schema) is { } inner && JsonElement.DeepEquals(inner, constant)));

    /// <summary>The one value that a schema allows.</summary>
    private static JsonElement? Constant(JsonElement schema) =>
        TryGet(schema, "const", out var constant) ? constant
        : TryGet(schema, "enum", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1 ? list[0]
        : null;

    private static bool TakesNull(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object
        || Is(schema, "null")
        || (!TryGet(schema, "type", out _) && !TryGet(schema, "anyOf", out _) && !TryGet(schema, "$ref", out _) && !TryGet(schema, "enum", out _))
        || (TryGet(schema, "anyOf", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.EnumerateArray().Any(IsNull));

    private static bool IsNull(JsonElement schema) => Is(schema, "null") && !Is(schema, "object");

    private static bool IsRequired(JsonElement schema, string name) =>
        TryGet(schema, "required", out var names) && names.ValueKind == JsonValueKind.Array && names.EnumerateArray().Any(item => item.ValueEquals(name));

    private static bool Is(JsonElement schema, string type) =>
        TryGet(schema, "type", out var types)
        && (types.ValueKind == JsonValueKind.String ? types.ValueEquals(type)
            : types.ValueKind == JsonValueKind.Array && types.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(type)));

    private static IEnumerable<string> Kinds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => ["number", "integer"],
        JsonValueKind.True or JsonValueKind.False => ["boolean"],
        JsonValueKind.Object => ["object"],
        JsonValueKind.Array => ["array"],
        _ => [],
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => "a number",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "true or false",
    };

    private static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }

    private void Note(string path, string what) => _mendings.Add(path.Length == 0 ? $"arguments: {what}" : $"'{path}': {what}");
}
