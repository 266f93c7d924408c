using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>Types from <c>/components/schemas</c>.</summary>
internal static class SchemaReader
{
    private static readonly HashSet<string> RecordKeywords = ["type", "title", "description", "properties", "required", "deprecated", "examples"];
    private static readonly HashSet<string> OpenStringKeywords = ["title", "description", "anyOf", "deprecated", "examples"];
    private static readonly HashSet<string> ValueKeywords = ["const", "description", "deprecated"];
    private static readonly HashSet<string> AnyStringKeywords = ["type", "description"];
    private static readonly string[] OpenStringMembers = ["Value", "Converter", "Equals", "GetHashCode", "GetType", "ToString"];

    public static IReadOnlyList<ApiType> Read(Place schemas)
    {
        var types = new List<ApiType>();
        foreach (var (name, schema) in schemas.Members)
        {
            if (schema.Flag("x-dotnet-skip"))
            {
                continue;
            }

            if (HasOwnType(schema))
            {
                types.Add(IsOpenString(schema) ? ReadOpenString(name, schema) : ReadRecord(name, schema));
            }
            else
            {
                // Checked here as well, because nothing may refer to it.
                TypeMapper.Map(schema);
            }
        }

        return types;
    }

    /// <summary>Whether the schema becomes a file; the others are names for types that C# has.</summary>
    public static bool HasOwnType(Place schema) => !schema.Has("x-dotnet-type") && (IsOpenString(schema) || schema.Has("properties"));

    public static string TypeName(Place schema) => Names.Of(schema, JsonPointer.Split(schema.Pointer).Last());

    private static bool IsOpenString(Place schema) => schema.Has("anyOf");

    private static RecordType ReadRecord(string name, Place schema)
    {
        schema.AllowOnly("an object schema", RecordKeywords);
        if (TypeMapper.JsonType(schema) != "object")
        {
            schema.Report("has properties but is not of type object; write type: object");
        }

        var typeName = Names.Of(schema, name);
        var informs = schema.Flag("x-dotnet-informs");
        var properties = new List<RecordProperty>();
        foreach (var (wireName, property) in schema.Find("properties")!.Members)
        {
            var read = ReadProperty(wireName, property, informs);
            if (read.Name == typeName || read.Name == "AdditionalProperties" || properties.Any(other => other.Name == read.Name))
            {
                property.Report($"the C# name '{read.Name}' is taken in {typeName}; give another with x-dotnet-name");
            }

            properties.Add(read);
        }

        foreach (var item in schema.Find("required")?.Items ?? [])
        {
            if (!properties.Any(property => property.WireName == item.AsText()))
            {
                item.Report($"'{item.Display()}' is required but not among the properties; add it or remove it here");
            }
        }

        return new(typeName, schema.Pointer, Descriptions.Type(schema), properties);
    }

    private static RecordProperty ReadProperty(string wireName, Place schema, bool informs) => CheckForms(schema, new(
        Names.Of(schema, wireName),
        wireName,
        TypeMapper.Map(schema),
        schema.Text("x-dotnet-obsolete"),
        schema.Flag("x-dotnet-repeats"),
        schema.Flag("x-dotnet-varies"),
        schema.Flag("x-dotnet-drifts"),
        schema.Flag("x-dotnet-nullable"),
        schema.Flag("x-dotnet-empty"),
        schema.Flag("x-dotnet-strict") ? false : schema.Flag("x-dotnet-informs") || informs ? true : null,
        schema.Text("x-dotnet-converter"),
        schema.Text("x-dotnet-wire"),
        Descriptions.Property(schema, wireName)));

    private static RecordProperty CheckForms(Place schema, RecordProperty property)
    {
        if (property.Converter is not null && property.Type is not ("string" or "JsonElement"))
        {
            schema.Report($"x-dotnet-converter is for texts and for JsonElement, and the C# type is {property.Type}; give the type a converter of its own");
        }

        if (property.WireType is not null && property.Type != "string")
        {
            schema.Report($"x-dotnet-wire is for texts, and the C# type is {property.Type}; name a hand-written union with x-dotnet-type");
        }

        return property;
    }

    private static OpenStringType ReadOpenString(string name, Place schema)
    {
        schema.AllowOnly("an open string", OpenStringKeywords);
        var values = new List<KnownValue>();
        var open = false;
        foreach (var item in schema.Find("anyOf")!.Items)
        {
            if (item.Has("const"))
            {
                item.AllowOnly("a known value", ValueKeywords);
                var value = item.Text("const") ?? "";
                values.Add(new(Names.Of(item, value), value, Documentation.From(Descriptions.Required(item), $"Wire value: `{value}`.")));
            }
            else
            {
                item.AllowOnly("the open end of a string", AnyStringKeywords);
                open |= item.Text("type") == "string";
            }
        }

        if (!open || values.Count == 0)
        {
            schema.Report("anyOf must list known values (const) and end with 'type: string'; name a hand-written union with x-dotnet-type");
        }

        foreach (var taken in values.Select(value => value.Name).Concat(OpenStringMembers).GroupBy(taken => taken).Where(group => group.Count() > 1))
        {
            schema.Report($"the C# name '{taken.Key}' is taken; give the value another with x-dotnet-name");
        }

        return new(Names.Of(schema, name), schema.Pointer, Descriptions.Type(schema), values);
    }
}
