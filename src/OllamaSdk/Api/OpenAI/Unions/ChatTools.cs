using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>The functions that a model may ask for, as the OpenAI-compatible API describes them. A <see cref="ToolSet"/> becomes one by itself: <c>Tools = tools</c>.</summary>
/// <remarks>A description alone runs nothing: <c>RunWithToolsAsync</c> of the clients runs what the model asks for.</remarks>
[JsonConverter(typeof(Converter))]
[CollectionBuilder(typeof(ChatTools), nameof(Create))]
public sealed class ChatTools : IReadOnlyList<ChatTool>, IEquatable<ChatTools>
{
    private readonly IReadOnlyList<ChatTool> _tools;

    /// <summary>These functions.</summary>
    /// <param name="tools">The functions; copied.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public ChatTools(IEnumerable<ChatTool> tools) => _tools = ItemUnion.Copy(tools);

    /// <summary>How many there are.</summary>
    public int Count => _tools.Count;

    /// <summary>One of them.</summary>
    /// <param name="index">Which, from 0.</param>
    public ChatTool this[int index] => _tools[index];

    /// <summary>What <c>[a, b]</c> makes.</summary>
    /// <param name="tools">The functions.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static ChatTools Create(ReadOnlySpan<ChatTool> tools) => new(tools.ToArray());

    /// <summary>These functions.</summary>
    /// <param name="tools">The functions; nothing where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator ChatTools?(ChatTool[]? tools) => tools is null ? null : new(tools);

    /// <summary>These functions.</summary>
    /// <param name="tools">The functions; nothing where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator ChatTools?(List<ChatTool>? tools) => tools is null ? null : new(tools);

    /// <summary>The functions.</summary>
    /// <returns>One after the other.</returns>
    public IEnumerator<ChatTool> GetEnumerator() => _tools.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(ChatTools? other) => other is not null && SameContent.Lists(_tools, other._tools);

    /// <summary>Whether the other has the same functions in the same order.</summary>
    public override bool Equals(object? obj) => Equals(obj as ChatTools);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(_tools);

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<ChatTools>
    {
        /// <inheritdoc />
        public override ChatTools Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ItemUnion.Read<ChatTool>(ref reader, "tools", out var tools) is null ? new(tools) : throw new JsonException("tools must be a list of objects, not a text.");

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ChatTools value, JsonSerializerOptions options) => ItemUnion.Write(writer, null, value._tools);
    }
}
