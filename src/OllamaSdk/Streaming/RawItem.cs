using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>A line of a stream whose form is unknown. Any line may be the last.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class RawItem(JsonElement value) : IStreamItem
{
    public JsonElement Value { get; } = value;

    bool IStreamItem.IsLast => false;

    bool IStreamItem.MayBeLast => true;

    Dictionary<string, JsonElement>? IWireModel.AdditionalProperties =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty("error", out var error) ? new() { ["error"] = error } : null;

    void IStreamItem.AppendTo(PartialAnswer partial)
    {
    }

    internal sealed class Converter : JsonConverter<RawItem>
    {
        // Null is an answer too (signing out gives it).
        public override bool HandleNull => true;

        public override RawItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, RawItem value, JsonSerializerOptions options) => RawJson.Write(writer, value.Value);
    }
}
