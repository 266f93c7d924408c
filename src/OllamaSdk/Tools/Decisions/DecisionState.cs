using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk;

/// <summary>What the questions to a decision model are about: a text, or JSON. A text and a <see cref="JsonElement"/> are taken as they are.</summary>
public sealed class DecisionState
{
    private DecisionState(JsonElement value) => Value = value;

    /// <summary>It as JSON: text, an object or a list.</summary>
    public JsonElement Value { get; }

    /// <summary>A text.</summary>
    /// <param name="text">The text; it must not be blank unless there are pictures.</param>
    public static implicit operator DecisionState(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(DecisionJson.Text(text));
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
        return new(DecisionJson.Write(value, T.Write));
    }

    /// <summary>A value that System.Text.Json knows, as JSON.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="type">Writes the value; from a source-generated context.</param>
    /// <returns>The state.</returns>
    public static DecisionState Of<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(DecisionJson.Write(value, (writer, one) => JsonSerializer.Serialize(writer, one, type)));
    }

    /// <summary>A request about it that has no questions yet.</summary>
    internal static SystemOneRequest Request(DecisionState state, string? model, IReadOnlyList<LlmImage>? images)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new() { Model = model, State = state.Value, Images = images };
    }
}
