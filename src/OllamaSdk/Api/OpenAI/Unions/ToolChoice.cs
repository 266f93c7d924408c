using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>Whether the model may, must or must not ask for a function, or which one.</summary>
[JsonConverter(typeof(Converter))]
public sealed class ToolChoice : IEquatable<ToolChoice>
{
    private readonly string? _word;

    private ToolChoice(string word) => _word = word;

    private ToolChoice(JsonElement value) => Value = value;

    /// <summary>The model must not ask for any.</summary>
    public static ToolChoice None { get; } = new("none");

    /// <summary>The model decides by itself; what servers do where nothing is said.</summary>
    public static ToolChoice Auto { get; } = new("auto");

    /// <summary>The model must ask for one.</summary>
    public static ToolChoice Required { get; } = new("required");

    /// <summary>The word; <see langword="null"/> where the choice is an object.</summary>
    public string? Word => _word;

    /// <summary>The object that names a function or says more; <see langword="null"/> where the choice is a word.</summary>
    public JsonElement? Value { get; }

    /// <summary>The model must ask for this function; in the form of the chat route.</summary>
    /// <param name="name">The name as it is sent: a dot in the name of an <see cref="LlmTool"/> goes as <c>_</c>.</param>
    /// <returns>The value.</returns>
    public static ToolChoice Function(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(Write(name, nested: true));
    }

    /// <summary>The model must ask for this function; in the form of the Responses API.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value.</returns>
    public static ToolChoice ResponseFunction(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(Write(name, nested: false));
    }

    /// <summary>A choice in a form that this version does not know.</summary>
    /// <param name="value">The text on the wire.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The value is not a JSON object.</exception>
    public static ToolChoice FromJson(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? new(value.Clone())
        : throw new ArgumentException($"A choice must be a JSON object, not {value.ValueKind}.", nameof(value));

    /// <summary>One of the words <c>none</c>, <c>auto</c> and <c>required</c>.</summary>
    /// <param name="word">The word; nothing is set where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">It is another one; <see cref="Function"/> names a function.</exception>
    [return: NotNullIfNotNull(nameof(word))]
    public static implicit operator ToolChoice?(string? word)
    {
        return word switch
        {
            null => null,
            "none" => None,
            "auto" => Auto,
            "required" => Required,
            _ => throw new ArgumentException($"A choice is \"none\", \"auto\" or \"required\"; to name a function write ToolChoice.Function(\"{word}\").", nameof(word)),
        };
    }

    /// <summary>The choice as it is sent.</summary>
    public override string ToString() => _word ?? Value!.Value.GetRawText();

    private static JsonElement Write(string name, bool nested)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            if (nested)
            {
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, name);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteString("name"u8, name);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(json.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <inheritdoc />
    public bool Equals(ToolChoice? other) => other is not null && _word == other._word && SameContent.Values(Value, other.Value);

    /// <summary>Whether the other is the same choice.</summary>
    public override bool Equals(object? obj) => Equals(obj as ToolChoice);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_word, SameContent.Hash(Value));

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ToolChoice>
    {
        /// <inheritdoc />
        public override ToolChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.StartObject => new(JsonElement.ParseValue(ref reader)),
            _ => throw new JsonException($"tool_choice must be a word or an object, not {reader.TokenType}."),
        };

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ToolChoice value, JsonSerializerOptions options)
        {
            if (value._word is { } word)
            {
                writer.WriteStringValue(word);
            }
            else
            {
                RawJson.Write(writer, value.Value!.Value);
            }
        }
    }
}
