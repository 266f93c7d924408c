using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk;

/// <summary>A picture for a model with the capability <c>vision</c>; sent as base64. A text is never taken for a file name.</summary>
[JsonConverter(typeof(Converter))]
public sealed class LlmImage : IEquatable<LlmImage>
{
    private LlmImage(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The encoded picture (PNG, JPEG, WebP …).</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A picture that is in memory. The bytes are not copied; do not change them.</summary>
    /// <param name="bytes">The encoded picture.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">There are no bytes.</exception>
    public static LlmImage FromBytes(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty ? throw new ArgumentException("The picture is empty.", nameof(bytes)) : new(bytes);

    /// <summary>A picture in base64, with or without a <c>data:…;base64,</c> prefix.</summary>
    /// <param name="base64">The text.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The text is not base64.</exception>
    public static LlmImage FromBase64(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var start = base64.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? base64.IndexOf(',', StringComparison.Ordinal) + 1 : 0;
        try
        {
            return FromBytes(Convert.FromBase64String(base64[start..]));
        }
        catch (FormatException e)
        {
            throw new ArgumentException("The picture is not base64.", nameof(base64), e);
        }
    }

    /// <summary>Reads a picture from a file.</summary>
    /// <param name="cancellationToken">Ends the wait, and with it the call.</param>
    /// <param name="path">The file.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<LlmImage> FromFileAsync(string path, CancellationToken cancellationToken = default) =>
        FromBytes(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));

    /// <summary>Reads a picture from a stream, to its end. The stream stays open.</summary>
    /// <param name="cancellationToken">Ends the wait, and with it the call.</param>
    /// <param name="stream">Read from where it stands to its end.</param>
    /// <returns>The picture.</returns>
    public static async Task<LlmImage> FromStreamAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return FromBytes(copy.ToArray());
    }

    /// <inheritdoc />
    public bool Equals(LlmImage? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <summary>Whether the other is the same picture, byte for byte.</summary>
    public override bool Equals(object? obj) => Equals(obj as LlmImage);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>Reads and writes the value. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<LlmImage>
    {
        /// <inheritdoc />
        public override LlmImage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetBytesFromBase64());

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, LlmImage value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.Bytes.Span);
    }
}
