using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>The licence of a model: one text or several.</summary>
[JsonConverter(typeof(Converter))]
public sealed class OllamaLicense : IEquatable<OllamaLicense>
{
    private readonly bool _single;

    /// <summary>One licence.</summary>
    /// <param name="text">The text.</param>
    public OllamaLicense(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_single, Texts) = (true, [text]);
    }

    /// <summary>Several licences.</summary>
    /// <param name="texts">The texts, in order.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public OllamaLicense(IEnumerable<string> texts) => Texts = TextUnion.Copy(texts);

    /// <summary>The texts; one or more.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>One licence.</summary>
    public static implicit operator OllamaLicense(string text) => new(text);

    /// <inheritdoc />
    public bool Equals(OllamaLicense? other) => other is not null && _single == other._single && SameContent.Lists(Texts, other.Texts);

    /// <summary>Whether the other is the same licence.</summary>
    public override bool Equals(object? obj) => Equals(obj as OllamaLicense);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(Texts);

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<OllamaLicense>
    {
        /// <inheritdoc />
        public override OllamaLicense Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TextUnion.Read(ref reader, "license", out var texts) is { } single ? new(single) : new(texts);

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, OllamaLicense value, JsonSerializerOptions options) =>
            TextUnion.Write(writer, value._single, value.Texts);
    }
}
