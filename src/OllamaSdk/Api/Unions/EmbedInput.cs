using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk;

/// <summary>What is embedded: one text or several. The answer has one vector per text, in the same order.</summary>
[JsonConverter(typeof(Converter))]
public sealed class EmbedInput
{
    private readonly string? _text;
    private readonly IReadOnlyList<string>? _texts;

    /// <summary>One text.</summary>
    public EmbedInput(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Several texts.</summary>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public EmbedInput(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var list = texts.ToArray();
        _texts = Array.IndexOf(list, null) is var index && index < 0
            ? list
            : throw new ArgumentException($"Text {index} is null.", nameof(texts));
    }

    /// <summary>The texts; one or more.</summary>
    public IReadOnlyList<string> Texts => _texts ?? [_text!];

    /// <summary>One text.</summary>
    public static implicit operator EmbedInput(string text) => new(text);

    /// <summary>Several texts.</summary>
    public static implicit operator EmbedInput(string[] texts) => new(texts);

    /// <summary>Several texts.</summary>
    public static implicit operator EmbedInput(List<string> texts) => new(texts);

    internal sealed class Converter : JsonConverter<EmbedInput>
    {
        public override EmbedInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return new(reader.GetString()!);
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException($"input must be a text or a list of texts, not {reader.TokenType}.");
            }

            var texts = new List<string>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                texts.Add(reader.GetString() ?? throw new JsonException("input holds a null."));
            }

            return new(texts);
        }

        public override void Write(Utf8JsonWriter writer, EmbedInput value, JsonSerializerOptions options)
        {
            if (value._text is not null)
            {
                writer.WriteStringValue(value._text);
                return;
            }

            writer.WriteStartArray();
            foreach (var text in value._texts!)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }
}
