using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Json;

/// <summary>An answer with so many numbers that they are worth a way of their own.</summary>
internal interface IHoldsVectors;

/// <summary>
/// The vectors of an answer are read first and cut out; the serializer reads the little that is left, and gets each vector where it comes to its place.
/// So all but the numbers is the serializer's, and what is unusual about a number is too.
/// </summary>
internal sealed class CutVectors
{
    private const int InitialSize = 1024;

    // Fewer numbers are no work, and may be anything.
    private const int MinCount = 8;

    // A vector in base64 is as long: such an answer is the serializer's.
    private const int MaxText = 1024;

    // The serializer and its converters know of no such thing, and read on one thread to the end.
    [ThreadStatic]
    private static CutVectors? _current;

    private readonly List<(int Place, float[] Numbers)> _vectors = [];
    private int _taken;

    /// <summary>Reads the answer; <see langword="false"/> where it is for the serializer alone, which says what is wrong with it.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> typeInfo, out T? answer)
    {
        answer = default;
        var cut = new CutVectors();
        var rest = new ArrayBufferWriter<byte>(InitialSize);
        try
        {
            if (!cut.TryCut(json, rest) || cut._vectors.Count == 0)
            {
                return false;
            }

            _current = cut;
            answer = JsonSerializer.Deserialize(rest.WrittenSpan, typeInfo);
            return cut._taken == cut._vectors.Count;
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            _current = null;
        }
    }

    /// <summary>The vector that was cut out of the array at which the reader stands, which moves to the end of it.</summary>
    public static bool TryTake(ref Utf8JsonReader reader, out float[] vector)
    {
        vector = [];
        if (_current is not { } cut || cut._taken == cut._vectors.Count || cut._vectors[cut._taken].Place != reader.TokenStartIndex)
        {
            return false;
        }

        vector = cut._vectors[cut._taken++].Numbers;
        reader.Read();
        return true;
    }

    private bool TryCut(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> rest)
    {
        var numbers = ArrayPool<float>.Shared.Rent(InitialSize);
        try
        {
            var reader = new Utf8JsonReader(json);
            // Where the reader began, and up to where the answer is copied.
            var (began, copied) = (0, 0);
            while (reader.Read())
            {
                var at = began + (int)reader.BytesConsumed;
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > MaxText)
                {
                    return false;
                }

                if (reader.TokenType != JsonTokenType.StartArray || !BeginsWithNumber(json, at))
                {
                    continue;
                }

                var end = ReadNumbers(json, at, ref numbers, out var count);
                if (count < MinCount)
                {
                    continue;
                }

                if (end < 0)
                {
                    return false;
                }

                rest.Write(json[copied..at]);
                _vectors.Add((rest.WrittenCount - 1, numbers.AsSpan(0, count).ToArray()));
                reader = new Utf8JsonReader(json[end..], isFinalBlock: true, reader.CurrentState);
                began = copied = end;
            }

            rest.Write(json[copied..]);
            return true;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
        }
    }

    private static bool BeginsWithNumber(ReadOnlySpan<byte> json, int at)
    {
        at = VectorText.SkipBlanks(json, at);
        return at < json.Length && (json[at] == '-' || char.IsAsciiDigit((char)json[at]));
    }

    // To the end of the list; less than 0 where it holds something else.
    private static int ReadNumbers(ReadOnlySpan<byte> json, int at, ref float[] numbers, out int count)
    {
        // A local one can be in a register.
        var found = numbers;
        for (count = 0; ;)
        {
            at = VectorText.SkipBlanks(json, at);
            var end = VectorText.Usual(json, at, out var number);
            if (end < 0 && (end = VectorText.Number(json, at, out number)) < 0)
            {
                return end;
            }

            if (count == found.Length)
            {
                found = numbers = Larger(numbers);
            }

            found[count++] = number;
            end = VectorText.SkipBlanks(json, end);
            if (end == json.Length || json[end] != ',')
            {
                return end < json.Length && json[end] == ']' ? end : -1;
            }

            at = end + 1;
        }
    }

    private static float[] Larger(float[] numbers)
    {
        var larger = ArrayPool<float>.Shared.Rent(numbers.Length * 2);
        numbers.CopyTo(larger, 0);
        ArrayPool<float>.Shared.Return(numbers);
        return larger;
    }
}
