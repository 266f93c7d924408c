using System.Buffers.Binary;
using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>A vector is the same whichever way it came.</summary>
public sealed class EmbeddingVectorTests
{
    [Fact]
    public void Numbers_and_base64_give_the_same_vector()
    {
        float[] expected = [1.5f, -2f, 0f, 1e-20f];

        Assert.Equal(expected, Wire.Read<EmbeddingVector>("[1.5,-2,0,1e-20]").Values.ToArray());
        Assert.Equal(expected, Wire.Read<EmbeddingVector>($"\"{Base64(expected)}\"").Values.ToArray());
        Assert.Equal("[1.5,-2,0]", Wire.Write((EmbeddingVector)new[] { 1.5f, -2f, 0f }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(3072)]
    public void Base64_of_any_length_is_read(int length)
    {
        var expected = Enumerable.Range(0, length).Select(index => (index / 7f) - 3).ToArray();

        Assert.Equal(expected, Wire.Read<EmbeddingVector>($"\"{Base64(expected)}\"").Values.ToArray());
    }

    [Fact]
    public void Base64_may_be_escaped()
    {
        var expected = new[] { -1.9921875f, 1.9921875f };
        var text = Base64(expected);

        var escaped = string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"));

        Assert.Equal(expected, Wire.Read<EmbeddingVector>($"\"{escaped}\"").Values.ToArray());
    }

    [Fact]
    public void Empty_is_empty()
    {
        Assert.True(Wire.Read<EmbeddingVector>("\"\"").Values.IsEmpty);
        Assert.True(Wire.Read<EmbeddingVector>("[]").Values.IsEmpty);
    }

    [Theory]
    [InlineData("\"AAAA\"")]
    [InlineData("\"AAAAAA\"")]
    [InlineData("\"AAA?AA==\"")]
    [InlineData("\"not base64 at all\"")]
    [InlineData("\"AADAfw==\"")]
    [InlineData("\"AACAfw==\"")]
    [InlineData("[1e999]")]
    [InlineData("[\"1\"]")]
    [InlineData("{}")]
    public void What_is_no_finite_vector_is_refused(string json) => Assert.Throws<JsonException>(() => Wire.Read<EmbeddingVector>(json));

    [Fact]
    public void Recorded_vectors_have_length_1()
    {
        var vectors = new[] { "ollama/v1_embeddings", "ollama/v1_embeddings_base64", "llama-server/embeddings" }
            .SelectMany(name => new RecordedExchange(name).Answers)
            .SelectMany(answer => Wire.Read<EmbeddingList>(answer).Data!)
            .Select(item => item.Embedding!.Values.ToArray())
            .ToList();

        Assert.Equal(6, vectors.Count);
        Assert.All(vectors, vector =>
        {
            Assert.Equal(64, vector.Length);
            Assert.Equal(1, vector.Sum(number => number * number), 1e-3);
        });
    }

    private static string Base64(float[] vector)
    {
        var bytes = new byte[4 * vector.Length];
        for (var index = 0; index < vector.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * index), vector[index]);
        }

        return Convert.ToBase64String(bytes);
    }
}
