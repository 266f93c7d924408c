using System.Text.Json.Nodes;
using OllamaSdk.OpenApi.Reading;

namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>What a description says, read without the tool's own idea of it.</summary>
internal sealed class Described
{
    private readonly JsonObject _schemas;

    public Described(string fileName)
    {
        var root = new YamlToJson().Convert(File.ReadAllText(Path.Combine(Repository.Descriptions, fileName)))!;
        _schemas = root["components"]!["schemas"]!.AsObject();
        Operations = root["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(verb => (Name: $"{verb.Key.ToUpperInvariant()} {path.Key}", Operation: verb.Value!.AsObject())))
            .ToDictionary(route => route.Name, route => route.Operation, StringComparer.Ordinal);
        Fields = _schemas
            .Where(schema => schema.Value!["properties"] is not null)
            .ToDictionary(schema => schema.Key, schema => schema.Value!["properties"]!.AsObject().Select(property => property.Key).ToArray(), StringComparer.Ordinal);
        Words = _schemas
            .Where(schema => schema.Value!["anyOf"] is not null)
            .ToDictionary(
                schema => schema.Key,
                schema => schema.Value!["anyOf"]!.AsArray().Select(value => value!["const"]?.GetValue<string>()).OfType<string>().ToArray(),
                StringComparer.Ordinal);
    }

    /// <summary>All operations by verb and path.</summary>
    public IReadOnlyDictionary<string, JsonObject> Operations { get; }

    /// <summary>The properties of all objects.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; }

    /// <summary>The known values of all open strings.</summary>
    public IReadOnlyDictionary<string, string[]> Words { get; }

    public static bool IsSkipped(JsonNode place) => place["x-dotnet-skip"]?.GetValue<bool>() == true;

    /// <summary>The description of a route (<c>GET /api/tags</c>), a schema, its property (<c>Schema.property</c>) or known word (<c>Schema=word</c>), in one line.</summary>
    public string TextOf(string place)
    {
        var node = Operations.GetValueOrDefault(place) ?? (place.Split('.', '=') is [var schema, var member]
            ? place.Contains('=', StringComparison.Ordinal)
                ? _schemas[schema]!["anyOf"]!.AsArray().Single(value => value!["const"]?.GetValue<string>() == member)!
                : _schemas[schema]!["properties"]![member]!
            : _schemas[place]!);
        return node["description"]!.GetValue<string>().ReplaceLineEndings(" ");
    }

    public bool IsSkippedSchema(string name) => IsSkipped(_schemas[name]!);
}
