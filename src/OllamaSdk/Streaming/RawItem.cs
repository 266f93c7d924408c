using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>A line of a stream whose form is unknown. Any line may be the last.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class RawItem : IStreamItem
{
    private readonly Dictionary<string, JsonElement>? _error;

    /// <exception cref="InvalidOperationException">A member's name is no Unicode text, so that nobody could look for another.</exception>
    public RawItem(JsonElement value)
    {
        Value = value;
        _error = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("error", out var error) ? new() { ["error"] = error } : null;
    }

    public JsonElement Value { get; }

    bool IStreamItem.IsLast => false;

    bool IStreamItem.MayBeLast => true;

    Dictionary<string, JsonElement>? IWireModel.AdditionalProperties => _error;

    void IStreamItem.AppendTo(PartialAnswer partial)
    {
    }

    internal sealed class Converter : JsonConverter<RawItem>
    {
        // Null is an answer too (signing out gives it).
        public override bool HandleNull => true;

        public override RawItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return new(JsonElement.ParseValue(ref reader));
            }
            catch (InvalidOperationException e)
            {
                throw new JsonException("The name of a member is no text.", e);
            }
        }

        public override void Write(Utf8JsonWriter writer, RawItem value, JsonSerializerOptions options) => RawJson.Write(writer, value.Value);
    }
}
