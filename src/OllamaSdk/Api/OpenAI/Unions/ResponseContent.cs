using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;
using OllamaSdk.Prompting;

namespace OllamaSdk.OpenAI;

/// <summary>The content of a message of the Responses API, or the result of a function: one text, or parts.</summary>
[JsonConverter(typeof(Converter))]
public sealed class ResponseContent : IEquatable<ResponseContent>
{
    private readonly string? _text;
    private readonly IReadOnlyList<ResponseContentPart>? _parts;

    /// <summary>One text.</summary>
    /// <param name="text">The text.</param>
    public ResponseContent(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Several parts, in their order.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public ResponseContent(IEnumerable<ResponseContentPart> parts) => _parts = ItemUnion.Copy(parts);

    /// <summary>All text of the content, that of several parts without anything in between; empty where there is none.</summary>
    public string Text => _text ?? string.Concat(_parts!.Select(part => part.Text));

    /// <summary>The parts; empty where the content is one text, whose kind of part depends on who speaks.</summary>
    public IReadOnlyList<ResponseContentPart> Parts => _parts ?? [];

    /// <summary>What reads as the content of a message that has none.</summary>
    internal static ResponseContent Empty { get; } = new("");

    internal void Read(ref PromptReading reading, LlmRole? role)
    {
        PromptRequests.ReadContent(_text, role, ref reading);
        for (var i = 0; i < _parts?.Count; i++)
        {
            PromptRequests.ReadContent(_parts[i].TextOnWire, role, ref reading);
            if (_parts[i].TextOnWire is null)
            {
                reading.AddUnknown();
            }
        }
    }

    /// <summary>One text.</summary>
    public static implicit operator ResponseContent(string text) => new(text);

    /// <summary>Several parts.</summary>
    public static implicit operator ResponseContent(ResponseContentPart[] parts) => new(parts);

    /// <summary>Several parts.</summary>
    public static implicit operator ResponseContent(List<ResponseContentPart> parts) => new(parts);

    /// <summary>The same as <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <inheritdoc />
    public bool Equals(ResponseContent? other) => other is not null && _text == other._text && SameContent.Lists(_parts, other._parts);

    /// <summary>Whether the other is the same content.</summary>
    public override bool Equals(object? obj) => Equals(obj as ResponseContent);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_text, SameContent.Hash(_parts));

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ResponseContent>
    {
        /// <inheritdoc />
        public override ResponseContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ItemUnion.Read<ResponseContentPart>(ref reader, "content", out var parts) is { } text ? new(text) : new(parts);

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ResponseContent value, JsonSerializerOptions options) =>
            ItemUnion.Write(writer, value._text, value.Parts);
    }
}
