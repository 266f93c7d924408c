using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Loop;

/// <summary>A type that System.Text.Json reads, with a schema from elsewhere. One that is no object travels inside one.</summary>
internal sealed class JsonTypeAnswer<T> : AnswerType<T>
{
    private readonly JsonTypeInfo<T> _type;
    private readonly bool _isWrapped;

    // Of a reference nobody can tell whether it may be null where the code says nothing; an answer should be there.
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true };

    public JsonTypeAnswer(JsonTypeInfo<T> type, string? schemaJson)
    {
        ArgumentNullException.ThrowIfNull(type);
        _type = type;
        var schema = ResponseFormat.Schema(schemaJson ?? type.GetJsonSchemaAsNode(Exporter).ToJsonString()).Value;
        _isWrapped = !IsObject(schema);
        Schema = _isWrapped ? WrappedSchema.Of(schema) : schema;
    }

    public override JsonElement Schema { get; }

    protected override bool IsWrapped => _isWrapped;

    protected override T? Read(ref Utf8JsonReader reader)
    {
        if (!_isWrapped)
        {
            return JsonSerializer.Deserialize(ref reader, _type);
        }

        var isWrapper = reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(WrappedSchema.Member);
        var value = isWrapper ? JsonSerializer.Deserialize(ref reader, _type) : throw NoWrapper();
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject ? value : throw NoWrapper();
    }

    private static JsonException NoWrapper() => new($"expected an object with the one member '{WrappedSchema.Member}'");

    // Where the schema does not say, System.Text.Json knows what it will write.
    private bool IsObject(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8)
        : _type.Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary;
}
