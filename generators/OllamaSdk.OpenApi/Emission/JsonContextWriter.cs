using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>The list of all models for System.Text.Json's generator; its options stand on a hand-written part of the class.</summary>
internal static class JsonContextWriter
{
    public const string Path = "OllamaJsonContext.cs";

    public static string Write(IReadOnlyList<ApiDescription> apis)
    {
        var writer = new CodeWriter().Header(string.Join(" and ", apis.Select(api => api.Source)), "")
            .Line("using System.Text.Json.Serialization;")
            .Line()
            .Line("namespace OllamaSdk.Json;")
            .Line();
        var types = apis.SelectMany(api => api.Types.Select(type => $"{api.Namespace}.{type.Name}")).Order(StringComparer.Ordinal);
        foreach (var type in types)
        {
            writer.Line($"[JsonSerializable(typeof(global::{type}))]");
        }

        return writer.Line("internal sealed partial class OllamaJsonContext : JsonSerializerContext;").ToString();
    }
}
