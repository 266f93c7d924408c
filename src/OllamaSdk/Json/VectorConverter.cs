using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Json;

/// <summary>A vector read number by number into a pooled buffer: an answer can hold millions of them.</summary>
internal sealed class VectorConverter : JsonConverter<float[]>
{
    private const int InitialSize = 4096;

    public override float[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"A vector must be an array of numbers, not {reader.TokenType}.");
        }

        if (CutVectors.TryTake(ref reader, out var vector))
        {
            return vector;
        }

        var buffer = ArrayPool<float>.Shared.Rent(InitialSize);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count == buffer.Length)
                {
                    var larger = ArrayPool<float>.Shared.Rent(count * 2);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<float>.Shared.Return(buffer);
                    buffer = larger;
                }

                if (reader.TokenType != JsonTokenType.Number || !TryGetNumber(ref reader, out var number) || !float.IsFinite(number))
                {
                    throw new JsonException($"Element {count} of a vector is not a number within range.");
                }

                buffer[count++] = number;
            }

            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    public override void Write(Utf8JsonWriter writer, float[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static bool TryGetNumber(ref Utf8JsonReader reader, out float number) =>
        reader.HasValueSequence ? reader.TryGetSingle(out number) : VectorText.Number(reader.ValueSpan, 0, out number) >= 0;
}
