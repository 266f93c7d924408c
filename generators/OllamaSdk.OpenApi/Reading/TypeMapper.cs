using System.Text.Json;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>The C# type of a schema, without a question mark. What has no type is a problem, never silently an object.</summary>
internal static class TypeMapper
{
    public const string Unknown = "object";

    private const int MaxDepth = 20;
    private const string SchemaPrefix = "#/components/schemas/";

    private static readonly HashSet<string> Keywords =
    [
        "$ref", "type", "format", "title", "description", "default", "deprecated", "examples", "items", "additionalProperties", "required",
        "properties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems",
        "minLength", "maxLength", "pattern", "const", "readOnly", "writeOnly",
    ];

    public static string Map(Place schema, int depth = 0)
    {
        if (schema.Text("x-dotnet-type") is { } handWritten)
        {
            if (!Names.IsTypeName(handWritten))
            {
                schema.Report($"x-dotnet-type '{handWritten}' is not the name of a C# type; generic types are not supported");
            }

            return handWritten;
        }

        schema.AllowOnly("a schema", Keywords);
        return depth > MaxDepth ? Refuse(schema, "refers back to itself without an object in between; write an object")
            : schema.Has("$ref") ? MapReference(schema, depth + 1)
            : MapType(schema, depth + 1);
    }

    /// <summary>The one JSON type of a schema besides null, which every property may be anyway.</summary>
    public static string? JsonType(Place schema)
    {
        var type = schema.Find("type");
        if (type is null or { Kind: JsonValueKind.String })
        {
            return type?.AsText();
        }

        var types = type.Items.Select(item => item.AsText()).Where(name => name != "null").ToList();
        if (types.Count == 1)
        {
            return types[0];
        }

        schema.Report("has several types; name a hand-written union with x-dotnet-type");
        return null;
    }

    private static string MapReference(Place schema, int depth)
    {
        var reference = schema.Text("$ref");
        if (schema.Resolve() is not { } target)
        {
            return Unknown;
        }

        if (reference is null || !reference.StartsWith(SchemaPrefix, StringComparison.Ordinal) || reference[SchemaPrefix.Length..].Contains('/'))
        {
            schema.Report($"'{reference}' is not a schema below {SchemaPrefix}; move it there");
            return Unknown;
        }

        if (target.Flag("x-dotnet-skip"))
        {
            schema.Report($"refers to '{reference}', which x-dotnet-skip leaves out; remove one of the two");
            return Unknown;
        }

        return SchemaReader.HasOwnType(target) ? SchemaReader.TypeName(target) : Map(target, depth);
    }

    private static string MapType(Place schema, int depth) => (JsonType(schema), schema.Text("format")) switch
    {
        ("string", null or "uri" or "uuid") => "string",
        ("string", "date-time") => "DateTimeOffset",
        ("string", "byte") => "byte[]",
        ("integer", "int32") => "int",
        ("integer", "int64") => "long",
        ("number", "double") => "double",
        ("boolean", null) => "bool",
        ("array", null) => MapArray(schema, depth),
        ("object", null) => MapObject(schema, depth),
        ("integer", null) => Refuse(schema, "an integer needs a size; write format: int32 or int64"),
        ("number", null) => Refuse(schema, "a number needs a size; write format: double"),
        ("number", "float") => Refuse(schema, "all numbers are double, so that a literal such as 0.7 compiles; write format: double"),
        (null, _) => schema.Has("type") ? Unknown : Refuse(schema, "has no type; write one, or x-dotnet-type: JsonElement where any JSON is meant"),
        var (type, format) => Refuse(schema, $"type '{type}' with format '{format}' has no C# type here; use another format or x-dotnet-type"),
    };

    private static string MapArray(Place schema, int depth) => schema.Find("items") is { } items
        ? $"IReadOnlyList<{Map(items, depth)}>"
        : Refuse(schema, "a list needs 'items'; say what it holds");

    private static string MapObject(Place schema, int depth)
    {
        if (schema.Has("properties"))
        {
            return Refuse(schema, "an object inside another needs a name; move it to /components/schemas and refer to it");
        }

        return schema.Find("additionalProperties") is { Kind: JsonValueKind.Object } values
            ? $"IReadOnlyDictionary<string, {Map(values, depth)}>"
            : Refuse(schema, "a free object needs a type; write the schema of its values in additionalProperties, or x-dotnet-type: JsonElement");
    }

    private static string Refuse(Place schema, string message)
    {
        schema.Report(message);
        return Unknown;
    }
}
