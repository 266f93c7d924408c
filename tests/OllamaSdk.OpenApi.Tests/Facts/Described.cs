using System.Text.Json.Nodes;
using OllamaSdk.OpenApi.Reading;

namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>What <c>openapi/ollama.yaml</c> says, read without the tool's own idea of it.</summary>
internal static class Described
{
    private static readonly JsonNode Root = new YamlToJson().Convert(File.ReadAllText(Path.Combine(Repository.Descriptions, "ollama.yaml")))!;

    /// <summary>All operations by verb and path.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Operations { get; } = Root["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(verb => (Name: $"{verb.Key.ToUpperInvariant()} {path.Key}", Operation: verb.Value!.AsObject())))
        .ToDictionary(route => route.Name, route => route.Operation, StringComparer.Ordinal);

    /// <summary>The properties of all objects.</summary>
    public static IReadOnlyDictionary<string, string[]> Fields { get; } = Schemas
        .Where(schema => schema.Value!["properties"] is not null)
        .ToDictionary(schema => schema.Key, schema => schema.Value!["properties"]!.AsObject().Select(property => property.Key).ToArray(), StringComparer.Ordinal);

    /// <summary>The known values of all open strings.</summary>
    public static IReadOnlyDictionary<string, string[]> Words { get; } = Schemas
        .Where(schema => schema.Value!["anyOf"] is not null)
        .ToDictionary(
            schema => schema.Key,
            schema => schema.Value!["anyOf"]!.AsArray().Select(value => value!["const"]?.GetValue<string>()).OfType<string>().ToArray(),
            StringComparer.Ordinal);

    private static JsonObject Schemas => Root["components"]!["schemas"]!.AsObject();

    public static bool IsSkipped(JsonNode place) => place["x-dotnet-skip"]?.GetValue<bool>() == true;

    public static bool IsSkippedSchema(string name) => IsSkipped(Schemas[name]!);
}
