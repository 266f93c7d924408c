using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;
using OllamaSdk.Prompting;

namespace OllamaSdk.OpenAI;

/// <summary>The content of a message: one text, or texts, pictures and sounds as parts.</summary>
[JsonConverter(typeof(Converter))]
public sealed class ChatContent : IEquatable<ChatContent>
{
    private readonly string? _text;
    private readonly IReadOnlyList<ChatContentPart>? _parts;

    /// <summary>One text, which every server takes.</summary>
    /// <param name="text">The text.</param>
    public ChatContent(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Several parts, in the order in which the model sees them.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public ChatContent(IEnumerable<ChatContentPart> parts) => _parts = ItemUnion.Copy(parts);

    /// <summary>All text of the content, that of several parts without anything in between, and without thinking; empty where there is none.</summary>
    public string Text => _text ?? string.Concat(_parts!.Select(part => part.IsThinking ? null : part.Text));

    /// <summary>The parts; where the content is one text, a part that holds it.</summary>
    public IReadOnlyList<ChatContentPart> Parts => _parts ?? [ChatContentPart.FromText(_text!)];

    /// <summary>What the parts hold of the model's thinking; empty where there is none.</summary>
    internal string Thinking => string.Concat((_parts ?? []).Select(part => part.Thinking));

    /// <summary>The words of the parts in which the model refuses to answer; empty where there are none.</summary>
    internal string Refusal => string.Concat((_parts ?? []).Select(part => part.Refusal));

    /// <summary>Whether there is nothing but text, so that it may be replaced by another.</summary>
    internal bool IsText => _text is not null || _parts!.All(part => part is { IsThinking: false, Text: not null });

    /// <summary>The text, where there are no parts.</summary>
    internal string? SingleText => _text;

    /// <summary>What reads as the content of a message that has none.</summary>
    internal static ChatContent Empty { get; } = new("");

    internal void Read(ref PromptReading reading, LlmRole? role)
    {
        PromptRequests.ReadContent(_text, role, ref reading);
        for (var i = 0; i < _parts?.Count; i++)
        {
            var part = _parts[i];
            if (part.IsThinking)
            {
                reading.AddLoose(part.Text);
            }
            else
            {
                PromptRequests.ReadContent(part.Text, role, ref reading);
            }

            if (part.Text is null)
            {
                reading.AddUnknown();
            }
        }
    }

    /// <summary>One text.</summary>
    public static implicit operator ChatContent(string text) => new(text);

    /// <summary>Several parts.</summary>
    public static implicit operator ChatContent(ChatContentPart[] parts) => new(parts);

    /// <summary>Several parts.</summary>
    public static implicit operator ChatContent(List<ChatContentPart> parts) => new(parts);

    /// <summary>The same as <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <inheritdoc />
    public bool Equals(ChatContent? other) => other is not null && _text == other._text && SameContent.Lists(_parts, other._parts);

    /// <summary>Whether the other is the same content.</summary>
    public override bool Equals(object? obj) => Equals(obj as ChatContent);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_text, SameContent.Hash(_parts));

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ChatContent>
    {
        /// <inheritdoc />
        public override ChatContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? new(reader.GetString()!) : new(ChatContentPart.ReadAll(ref reader));

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ChatContent value, JsonSerializerOptions options) =>
            ItemUnion.Write(writer, value._text, value._parts ?? []);
    }
}
