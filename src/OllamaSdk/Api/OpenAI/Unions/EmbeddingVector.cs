using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>An embedding vector, whether the server sent it as numbers or as base64.</summary>
[JsonConverter(typeof(Converter))]
public sealed class EmbeddingVector : IEquatable<EmbeddingVector>
{
    /// <summary>A vector of these numbers, which are not copied.</summary>
    /// <param name="values">The numbers.</param>
    public EmbeddingVector(ReadOnlyMemory<float> values) => Values = values;

    /// <summary>The numbers, all finite where a server sent them.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>A vector of these numbers, which are not copied.</summary>
    public static implicit operator EmbeddingVector(float[] values) => new(values);

    /// <inheritdoc />
    public bool Equals(EmbeddingVector? other) => other is not null && Values.Span.SequenceEqual(other.Values.Span);

    /// <summary>Whether the other is the same vector.</summary>
    public override bool Equals(object? obj) => Equals(obj as EmbeddingVector);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Values.Length, Values.IsEmpty ? 0 : Values.Span[0]);

    /// <summary>Reads both forms and writes numbers. Public only so that other JSON contexts can use it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed class Converter : JsonConverter<EmbeddingVector>
    {
        private static readonly VectorConverter Numbers = new();

        /// <inheritdoc />
        public override EmbeddingVector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(
            reader.TokenType == JsonTokenType.String ? ReadBase64(in reader) : Numbers.Read(ref reader, typeof(float[]), options));

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, EmbeddingVector value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var number in value.Values.Span)
            {
                writer.WriteNumberValue(number);
            }

            writer.WriteEndArray();
        }

        private static float[] ReadBase64(in Utf8JsonReader reader)
        {
            if (reader is { HasValueSequence: false, ValueIsEscaped: false })
            {
                return Decode(reader.ValueSpan);
            }

            var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                return Decode(buffer.AsSpan(0, reader.CopyString(buffer)));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        /// <summary>Base64 straight into the numbers: a vector is decoded without a second copy of it.</summary>
        private static float[] Decode(ReadOnlySpan<byte> base64)
        {
            var padding = base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0;
            var length = (base64.Length / 4 * 3) - padding;
            if (base64.Length % 4 != 0 || length % sizeof(float) != 0)
            {
                throw new JsonException($"A vector in base64 must be whole numbers of {sizeof(float)} bytes; it is {base64.Length} characters.");
            }

            // Filled below or thrown away.
            var vector = GC.AllocateUninitializedArray<float>(length / sizeof(float));
            var bytes = MemoryMarshal.AsBytes(vector.AsSpan());
            if (Base64.DecodeFromUtf8(base64, bytes, out _, out var written) != OperationStatus.Done || written != length)
            {
                throw new JsonException("A vector is neither a list of numbers nor base64.");
            }

            if (!BitConverter.IsLittleEndian)
            {
                var words = MemoryMarshal.Cast<float, int>(vector.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            return FirstOddOne(vector) is >= 0 and var index
                ? throw new JsonException($"Element {index} of a vector is not a number within range.")
                : vector;
        }

        // In what is not finite all bits of the exponent are set.
        private static int FirstOddOne(ReadOnlySpan<float> vector)
        {
            var bits = MemoryMarshal.Cast<float, int>(vector);
            var exponent = new Vector<int>(0x7F800000);
            var index = 0;
            while (bits.Length - index >= Vector<int>.Count && !Vector.EqualsAny(new Vector<int>(bits[index..]) & exponent, exponent))
            {
                index += Vector<int>.Count;
            }

            while (index < vector.Length && float.IsFinite(vector[index]))
            {
                index++;
            }

            return index < vector.Length ? index : -1;
        }
    }
}
