using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>The form an answer must have: any JSON, or JSON that fits a schema.</summary>
/// <remarks>The server constrains the tokens by a schema but does not show it to the model; say in the prompt too what is wanted.</remarks>
[JsonConverter(typeof(Converter))]
public sealed class ResponseFormat : IEquatable<ResponseFormat>
{
    private ResponseFormat(JsonElement value) => Value = value;

    /// <summary>Any JSON value.</summary>
    public static ResponseFormat Json { get; } = new(ParseElement("\"json\""u8));

    /// <summary>The wire value: the string <c>json</c>, or a schema object.</summary>
    public JsonElement Value { get; }

    /// <summary>JSON that fits a schema.</summary>
    /// <param name="schema">A JSON Schema object.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The schema is not a JSON object.</exception>
    public static ResponseFormat Schema(JsonElement schema) => schema.ValueKind == JsonValueKind.Object
        ? new(schema.Clone())
        : throw new ArgumentException($"A schema must be a JSON object, not {schema.ValueKind}.", nameof(schema));

    /// <summary>JSON that fits a schema.</summary>
    /// <param name="schemaJson">The text of a JSON Schema object.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The text is not a JSON object.</exception>
    public static ResponseFormat Schema(string schemaJson)
    {
        ArgumentNullException.ThrowIfNull(schemaJson);
        try
        {
            using var document = JsonDocument.Parse(schemaJson);
            return Schema(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ArgumentException("The schema is not JSON.", nameof(schemaJson), e);
        }
    }

    /// <summary>The word <c>json</c> is <see cref="Json"/>; the text of a JSON Schema object is <see cref="Schema(string)"/>.</summary>
    /// <param name="text">One of the two; nothing is set where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The text is neither.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator ResponseFormat?(string? text)
    {
        if (text is null or "json")
        {
            return text is null ? null : Json;
        }

        return text.AsSpan().TrimStart().StartsWith("{")
            ? Schema(text)
            : throw new ArgumentException("A format is \"json\" or the text of a JSON Schema object, which begins with '{'.", nameof(text));
    }

    private static JsonElement ParseElement(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }

    /// <inheritdoc />
    public bool Equals(ResponseFormat? other) => other is not null && SameContent.Values(Value, other.Value);

    /// <summary>Whether the other is the same form.</summary>
    public override bool Equals(object? obj) => Equals(obj as ResponseFormat);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(Value);

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ResponseFormat>
    {
        /// <inheritdoc />
        public override ResponseFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader));

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ResponseFormat value, JsonSerializerOptions options) => RawJson.Write(writer, value.Value);
    }
}
