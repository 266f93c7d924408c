using System.Text.Json;

namespace OllamaSdk;

/// <summary>A type with a JSON schema, a reader and a writer that need no reflection. Usually generated, see <see cref="LlmSchemaAttribute"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ILlmSchema<TSelf>
{
    /// <summary>The JSON schema as UTF-8, of type <c>object</c>.</summary>
    static abstract ReadOnlySpan<byte> SchemaUtf8 { get; }

    /// <summary>Reads the value on which <paramref name="reader"/> stands, or the first one if it has not begun.</summary>
    /// <param name="reader">Stands on the first token of the value.</param>
    /// <returns>The object.</returns>
    /// <exception cref="JsonException">The text is no JSON, or not what the schema says.</exception>
    static abstract TSelf Read(ref Utf8JsonReader reader);

    /// <summary>Writes <paramref name="value"/> in the form that <see cref="Read"/> reads.</summary>
    /// <param name="value">The text on the wire.</param>
    /// <param name="writer">Takes the value.</param>
    static abstract void Write(Utf8JsonWriter writer, TSelf value);
}
