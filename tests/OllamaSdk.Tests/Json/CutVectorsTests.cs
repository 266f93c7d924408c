using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Api;

/// <summary>An answer whose vectors are cut out is the one that the serializer alone makes of it, or is left to the serializer.</summary>
public sealed class CutVectorsTests
{
    // V is a vector that is long enough to be cut.
    private const string Vector = "0.25,-1e-7, 3,4.5 ,5\n,0.1,-7e0,12345678.9012345678";
    private const string Native = """{"model":"m","embeddings":[[V],[ V ]],"total_duration":5,"other":{"a":[1,"x"]}}""";
    private const string OpenAI = """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[V]},{"embedding":[1,V],"index":1}],"model":"m","usage":{"prompt_tokens":2}}""";

    private static readonly string[] s_pieces =
        ["[", "]", "{", "}", ",", ":", "\"", "null", "NaN", "1e999", "[1,2]", "[V]", "[]", "\"embedding\":[V]", "\"AAAAAA==\"", "-", "01", " ", "\n", "\\", "é", "1.5", "[[V]]", "\"x\":[V],", "//"];

    [Theory]
    [InlineData(Native)]
    [InlineData("""{"embeddings":[[V]]}""")]
    [InlineData("""{"embeddings":[[V],[]]}""")]
    [InlineData("""{"embeddings":[[V],null,[V]]}""")]
    [InlineData("""{"embeddings":[[V]],"embeddings":[[V],[V,1]]}""")]
    [InlineData("""{"embeddings" : [ [ V , 2 ] , [ V , 3 ] ] }""")]
    public void Vectors_of_the_native_answer_are_cut(string json) => Assert.True(IsCut<EmbedResponse>(json));

    [Fact]
    public void Vectors_of_the_other_answer_are_cut() => Assert.True(IsCut<EmbeddingList>(OpenAI));

    [Theory]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embeddings":[[]]}""")]
    [InlineData("""{"embeddings":[["1"]]}""")]
    [InlineData("""{"embeddings":[[V,null]]}""")]
    [InlineData("""{"embeddings":[[V,[V]]]}""")]
    [InlineData("""{"embeddings":[[V,]]}""")]
    [InlineData("""{"embeddings":[[V 2]]}""")]
    [InlineData("""{"embeddings":[[V,1e39]]}""")]
    [InlineData("""{"embeddings":[[V]""")]
    [InlineData("""{"embeddings":[[V""")]
    [InlineData("""{"embeddings":[[V]]} x""")]
    [InlineData("""{"embeddings":[V,2]}""")]
    [InlineData("""{"embeddings":[[V]],"scores":[V,2]}""")]
    [InlineData("""{"embeddings":{"embeddings":[V]}}""")]
    [InlineData("[V]")]
    [InlineData("")]
    public void The_rest_is_the_serializers(string json) => Assert.False(IsCut<EmbedResponse>(json));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Answers_with_faults_give_what_the_serializer_gives(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var json = new StringBuilder((i % 2 == 0 ? Native : OpenAI).Replace("V", Vector, StringComparison.Ordinal));
            for (var changes = random.Next(4); changes > 0; changes--)
            {
                var at = random.Next(json.Length);
                json.Remove(at, random.Next(2)).Insert(at, s_pieces[random.Next(s_pieces.Length)]);
            }

            _ = i % 2 == 0 ? IsCut<EmbedResponse>(json.ToString()) : IsCut<EmbeddingList>(json.ToString());
        }
    }

    private static bool IsCut<T>(string text)
        where T : class
    {
        var json = Encoding.UTF8.GetBytes(text.Replace("V", Vector, StringComparison.Ordinal));
        var typeInfo = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        if (!CutVectors.TryRead(json, typeInfo, out var answer))
        {
            return false;
        }

        var expected = JsonSerializer.Deserialize(json, typeInfo)!;
        Assert.Equal(expected, answer);
        Assert.Equal(JsonSerializer.Serialize(expected, typeInfo), JsonSerializer.Serialize(answer!, typeInfo));
        return true;
    }
}
