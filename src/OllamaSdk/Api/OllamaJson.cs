using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Streaming;

namespace OllamaSdk.Json;

// The list of types is generated beside the models; the settings are here.
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(FiniteDoubleConverter), typeof(FiniteSingleConverter), typeof(VectorConverter)])]
internal sealed partial class OllamaJsonContext;

/// <summary>The types that no description knows.</summary>
[JsonSerializable(typeof(RawItem))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RawJsonContext : JsonSerializerContext;

/// <summary>How every body is read and written.</summary>
internal static class OllamaJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(OllamaJsonContext.Default.Options)
        {
            // Bodies go to JSON parsers, never into HTML: text stays as short and readable as it was.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(OllamaJsonContext.Default, RawJsonContext.Default),
        };
        options.MakeReadOnly();
        return options;
    }
}
