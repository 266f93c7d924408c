using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>The functions that a model may ask for, as Ollama's native API describes them. A <see cref="ToolSet"/> becomes one by itself: <c>Tools = tools</c>.</summary>
/// <remarks>A description alone runs nothing: <c>RunWithToolsAsync</c> of the clients runs what the model asks for.</remarks>
[JsonConverter(typeof(Converter))]
[CollectionBuilder(typeof(OllamaTools), nameof(Create))]
public sealed class OllamaTools : IReadOnlyList<OllamaToolDefinition>, IEquatable<OllamaTools>
{
    private readonly IReadOnlyList<OllamaToolDefinition> _tools;

    /// <summary>These functions.</summary>
    /// <param name="tools">The functions; copied.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public OllamaTools(IEnumerable<OllamaToolDefinition> tools) => _tools = ItemUnion.Copy(tools);

    /// <summary>How many there are.</summary>
    public int Count => _tools.Count;

    /// <summary>One of them.</summary>
    /// <param name="index">Which, from 0.</param>
    public OllamaToolDefinition this[int index] => _tools[index];

    /// <summary>What <c>[a, b]</c> makes.</summary>
    /// <param name="tools">The functions.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    public static OllamaTools Create(ReadOnlySpan<OllamaToolDefinition> tools) => new(tools.ToArray());

    /// <summary>These functions.</summary>
    /// <param name="tools">The functions; nothing where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator OllamaTools?(OllamaToolDefinition[]? tools) => tools is null ? null : new(tools);

    /// <summary>These functions.</summary>
    /// <param name="tools">The functions; nothing where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">One of them is <see langword="null"/>.</exception>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator OllamaTools?(List<OllamaToolDefinition>? tools) => tools is null ? null : new(tools);

    /// <summary>The functions.</summary>
    /// <returns>One after the other.</returns>
    public IEnumerator<OllamaToolDefinition> GetEnumerator() => _tools.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(OllamaTools? other) => other is not null && SameContent.Lists(_tools, other._tools);

    /// <summary>Whether the other has the same functions in the same order.</summary>
    public override bool Equals(object? obj) => Equals(obj as OllamaTools);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(_tools);

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<OllamaTools>
    {
        /// <inheritdoc />
        public override OllamaTools Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ItemUnion.Read<OllamaToolDefinition>(ref reader, "tools", out var tools) is null ? new(tools) : throw new JsonException("tools must be a list of objects, not a text.");

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, OllamaTools value, JsonSerializerOptions options) => ItemUnion.Write(writer, null, value._tools);
    }
}
