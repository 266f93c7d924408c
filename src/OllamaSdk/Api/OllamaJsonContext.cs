using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Streaming;

namespace OllamaSdk.Json;

// The list of types is generated beside the models; the settings are here.
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(Int32Converter), typeof(Int64Converter), typeof(FiniteDoubleConverter), typeof(TimeConverter), typeof(VectorConverter)])]
internal sealed partial class OllamaJsonContext;

/// <summary>The types that no description knows.</summary>
[JsonSerializable(typeof(RawItem))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RawJsonContext : JsonSerializerContext;
