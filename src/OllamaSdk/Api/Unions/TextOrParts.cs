using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>
/// The content of an answer's message or of a piece of it, as it is in the JSON: one text, as the API says, or parts, as some servers send them.
/// Parts that are texts and nothing else are read as one text; others are kept as they came.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[JsonConverter(typeof(Converter))]
public readonly struct TextOrParts : IEquatable<TextOrParts>
{
    // A string, or the parts; one reference, since every piece of a stream has one.
    private readonly object? _value;

    /// <summary>One text.</summary>
    /// <param name="text">The text; <see langword="null"/> for no content.</param>
    public TextOrParts(string? text) => _value = text;

    private TextOrParts(JsonElement[] parts) => _value = parts;

    /// <summary>The text; that of several parts without anything in between, and without thinking. <see langword="null"/> where there is no content.</summary>
    public string? Text => _value is string text ? text : _value is JsonElement[] parts ? string.Concat(parts.Select(TextOf)) : null;

    /// <summary>The parts as they came; empty where the content is one text.</summary>
    public IReadOnlyList<JsonElement> Parts => _value as JsonElement[] ?? [];

    /// <summary>The text, where there are no parts.</summary>
    internal string? SingleText => _value as string;

    /// <summary>Whether there is no content at all.</summary>
    internal bool IsAbsent => _value is null;

    /// <summary>Whether there are <see cref="Parts"/>.</summary>
    internal bool HasParts => _value is JsonElement[] { Length: > 0 };

    /// <summary>What the parts hold of the model's thinking; empty where there is none.</summary>
    internal string Thinking => _value is JsonElement[] parts ? string.Concat(parts.Where(IsThinking).Select(part => PartText.Thinking(name => Member(part, name)))) : "";

    /// <summary>The words of the parts in which the model refuses to answer; empty where there are none.</summary>
    internal string Refusal => _value is JsonElement[] parts ? string.Concat(parts.Select(part => TypeOf(part) == "refusal" ? TextIn(part, "refusal") : null)) : "";

    /// <summary>One text.</summary>
    public static implicit operator TextOrParts(string? text) => new(text);

    /// <summary>Whether both are the same; no content is the same as an empty text.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool AreSame(TextOrParts left, TextOrParts right) => (left.Text ?? "") == (right.Text ?? "")
        && left.Parts.Count == right.Parts.Count && left.Parts.Zip(right.Parts).All(pair => JsonElement.DeepEquals(pair.First, pair.Second));

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(TextOrParts left, TextOrParts right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(TextOrParts left, TextOrParts right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(TextOrParts other) => _value is null == other._value is null && AreSame(this, other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TextOrParts other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => (Text ?? "").GetHashCode(StringComparison.Ordinal);

    /// <summary>The same as <see cref="Text"/>.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>The same without the thinking, one text where only texts are left.</summary>
    internal TextOrParts WithoutThinking() => Of([.. Parts.Where(part => !IsThinking(part))]);

    private static TextOrParts Of(JsonElement[] parts)
    {
        var value = new TextOrParts(parts);
        // All texts are read here, so that one that is no Unicode is found while the answer is read, and not in the caller's code.
        var text = value.Text + value.Thinking + value.Refusal;
        return Array.TrueForAll(parts, IsPlain) ? text : value;
    }

    private static bool IsThinking(JsonElement part) => PartText.IsThinking(TypeOf(part));

    // Nothing is lost where this is made a text.
    private static bool IsPlain(JsonElement part) => part.ValueKind is JsonValueKind.String or JsonValueKind.Null
        || (part.ValueKind == JsonValueKind.Object && TypeOf(part) is null or "text" or "output_text" && TextIn(part, "text") is not null
            && part.EnumerateObject().All(member => member.Name is "text" or "type"));

    private static string? TextOf(JsonElement part) => part.ValueKind == JsonValueKind.String ? part.GetString() : IsThinking(part) ? null : TextIn(part, "text");

    private static string? TypeOf(JsonElement part) => TextIn(part, "type");

    private static string? TextIn(JsonElement part, string name) => Member(part, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement part, string name) => part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<TextOrParts>
    {
        /// <inheritdoc />
        public override TextOrParts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            {
                return reader.GetString();
            }

            var value = JsonElement.ParseValue(ref reader);
            JsonElement[] parts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
            if (!Array.TrueForAll(parts, PartText.IsPart))
            {
                throw new JsonException("content must be a text or parts.");
            }

            OddForms.Note("content in parts instead of text");
            return Of(parts);
        }

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, TextOrParts value, JsonSerializerOptions options)
        {
            ArgumentNullException.ThrowIfNull(writer);
            if (value.Parts.Count == 0)
            {
                writer.WriteStringValue(value.Text);
                return;
            }

            writer.WriteStartArray();
            foreach (var part in value.Parts)
            {
                RawJson.Write(writer, part);
            }

            writer.WriteEndArray();
        }
    }
}
