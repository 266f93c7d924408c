using System.Collections;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>The texts before which generation ends; they are not part of the answer.</summary>
[JsonConverter(typeof(Converter))]
[CollectionBuilder(typeof(StopSequences), nameof(Create))]
public sealed class StopSequences : IEnumerable<string>, IEquatable<StopSequences>
{
    private readonly bool _single;

    /// <summary>One text.</summary>
    /// <param name="text">The text.</param>
    public StopSequences(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_single, Texts) = (true, [text]);
    }

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts, in order.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public StopSequences(IEnumerable<string> texts) => Texts = TextUnion.Copy(texts);

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Several texts: what <c>["a", "b"]</c> makes.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static StopSequences Create(ReadOnlySpan<string> texts) => new(texts.ToArray());

    /// <summary>One text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator StopSequences(string text) => new(text);

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts.</param>
    public static implicit operator StopSequences(string[] texts) => new(texts);

    /// <summary>Several texts.</summary>
    /// <param name="texts">The texts.</param>
    public static implicit operator StopSequences(List<string> texts) => new(texts);

    /// <summary>The texts.</summary>
    /// <returns>One after the other.</returns>
    public IEnumerator<string> GetEnumerator() => Texts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(StopSequences? other) => other is not null && _single == other._single && SameContent.Lists(Texts, other.Texts);

    /// <summary>Whether the other is the same.</summary>
    public override bool Equals(object? obj) => Equals(obj as StopSequences);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(Texts);

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<StopSequences>
    {
        /// <inheritdoc />
        public override StopSequences Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TextUnion.Read(ref reader, "stop", out var texts) is { } single ? new(single) : new(texts);

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, StopSequences value, JsonSerializerOptions options) =>
            TextUnion.Write(writer, value._single, value.Texts);
    }
}
