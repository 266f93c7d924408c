using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>What the Responses API responds to: one text of the user, or messages, tool calls and their results as items.</summary>
[JsonConverter(typeof(Converter))]
public sealed class ResponseInput : IEquatable<ResponseInput>
{
    /// <summary>One text of the user.</summary>
    /// <param name="text">The text.</param>
    public ResponseInput(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (Text, Items) = (text, []);
    }

    /// <summary>Several items, the oldest first. The output of an earlier response fits in here as it is.</summary>
    /// <param name="items">The items, in order.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public ResponseInput(IEnumerable<ResponseItem> items) => Items = ItemUnion.Copy(items);

    /// <summary>The text; <see langword="null"/> where the input is items.</summary>
    public string? Text { get; }

    /// <summary>The items; empty where the input is one text.</summary>
    public IReadOnlyList<ResponseItem> Items { get; }

    /// <summary>One text of the user.</summary>
    public static implicit operator ResponseInput(string text) => new(text);

    /// <summary>Several items.</summary>
    public static implicit operator ResponseInput(ResponseItem[] items) => new(items);

    /// <summary>Several items.</summary>
    public static implicit operator ResponseInput(List<ResponseItem> items) => new(items);

    /// <inheritdoc />
    public bool Equals(ResponseInput? other) => other is not null && Text == other.Text && SameContent.Lists(Items, other.Items);

    /// <summary>Whether the other is the same input.</summary>
    public override bool Equals(object? obj) => Equals(obj as ResponseInput);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Text, SameContent.Hash(Items));

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ResponseInput>
    {
        /// <inheritdoc />
        public override ResponseInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ItemUnion.Read<ResponseItem>(ref reader, "input", out var items) is { } text ? new(text) : new(items);

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ResponseInput value, JsonSerializerOptions options) =>
            ItemUnion.Write(writer, value.Text, value.Items);
    }
}
