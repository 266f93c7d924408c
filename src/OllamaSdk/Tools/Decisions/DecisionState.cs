using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk;

/// <summary>What the questions to a decision model are about: a text, or JSON. A text and a <see cref="JsonElement"/> are taken as they are.</summary>
public sealed class DecisionState
{
    // Bodies go to JSON parsers, and 64 KiB of them is all there is.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private DecisionState(JsonElement value) => Value = value;

    /// <summary>It as JSON: text, an object or a list.</summary>
    public JsonElement Value { get; }

    /// <summary>A text.</summary>
    /// <param name="text">The text; it must not be blank unless there are pictures.</param>
    public static implicit operator DecisionState(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Written(writer => writer.WriteStringValue(text));
    }

    /// <summary>JSON, as it is.</summary>
    /// <param name="json">Text, an object or a list.</param>
    public static implicit operator DecisionState(JsonElement json) => new(json.Clone());

    /// <summary>A value of a type with <see cref="LlmSchemaAttribute"/>, as JSON.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The state.</returns>
    public static DecisionState Of<T>(T value)
        where T : ILlmSchema<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return Written(writer => T.Write(writer, value));
    }

    /// <summary>A value that System.Text.Json knows, as JSON.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="type">Writes the value; from a source-generated context.</param>
    /// <returns>The state.</returns>
    public static DecisionState Of<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Written(writer => JsonSerializer.Serialize(writer, value, type));
    }

    private static DecisionState Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            write(writer);
        }

        var reader = new Utf8JsonReader(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return new(JsonElement.ParseValue(ref reader));
    }
}
