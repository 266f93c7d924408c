using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Json;

/// <summary>The rule behind the field's cases: what only informs may have any form, and goes back as it came; what is the answer may not.</summary>
public sealed class InformingTests
{
    private static readonly string[] s_odd =
    [
        "\"\"", "\"many\"", "\"2024-05-01T10:00:00\"", "0.5", "-1.25e-3", "1e999", "123456.75", "true", "[5]", "[[1]]", "[[{\"a\":1}]]", "{}", "{\"a\":{\"b\":[null]}}",
    ];

    public static TheoryData<Type, string> Members => [.. Models().SelectMany(type => InformingMembers.Of(type).Select(name => (type, name)))];

    [Theory]
    [MemberData(nameof(Members))]
    public void D04_any_form_is_read_and_goes_back_as_it_came(Type model, string name)
    {
        var info = LlmJson.Options.GetTypeInfo(model);
        foreach (var odd in s_odd)
        {
            var json = $$"""{"{{name}}":{{odd}}}""";

            var read = JsonSerializer.Deserialize(json, info)!;

            using var expected = JsonDocument.Parse(json);
            var written = JsonSerializer.SerializeToElement(read, info);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, written), $"{json} became {written.GetRawText()}");
        }
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("3.0", 3L)]
    [InlineData("1.5e9", 1_500_000_000L)]
    [InlineData("-2E+2", -200L)]
    [InlineData("9007199254740992.0", 9_007_199_254_740_992L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"42\"", 42L)]
    [InlineData("\"-42\"", -42L)]
    [InlineData("\"4.2e1\"", 42L)]
    [InlineData("1714000000.5", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1e300", null)]
    [InlineData("\" 42\"", null)]
    [InlineData("\"+42\"", null)]
    [InlineData("\"42 tokens\"", null)]
    [InlineData("\"0x2A\"", null)]
    [InlineData("\"Infinity\"", null)]
    public void D04_whole_numbers(string json, long? expected)
    {
        var answer = Read<OllamaChatResponse>($$"""{"eval_count":{{json}},"done":true}""");

        Assert.Equal((expected, true), (answer.EvalCount, answer.Done));
        Assert.Equal(expected is null ? json : null, answer.AdditionalProperties?["eval_count"].GetRawText());
    }

    [Theory]
    [InlineData("\"2024-05-01T10:00:00Z\"", "2024-05-01T10:00:00.0000000+00:00")]
    [InlineData("\"2024-05-01T10:00:00.123456789-07:00\"", "2024-05-01T10:00:00.1234567-07:00")]
    [InlineData("\"2024-05-01T10:00:00\\u002B02:00\"", "2024-05-01T10:00:00.0000000+02:00")]
    [InlineData("\"0001-01-01T00:00:00Z\"", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("\"0001-01-01T00:00:00+02:00\"", null)]
    [InlineData("\"2024-05-01T10:00:00\"", null)]
    [InlineData("\"2024-05-01\"", null)]
    [InlineData("\"2024-13-01T10:00:00Z\"", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("[2024,5,1]", null)]
    public void Dates(string json, string? expected)
    {
        var answer = Read<OllamaChatResponse>($$"""{"created_at":{{json}},"done":true}""");

        Assert.Equal(expected, answer.CreatedAt?.ToString("O"));
        Assert.Equal(expected is null ? json : null, answer.AdditionalProperties?["created_at"].GetRawText());
    }

    [Fact]
    public void The_last_of_two_counts()
    {
        const string Head = """{"done":true,"eval_count":""";

        var read = Read<OllamaChatResponse>(Head + """ "many","eval_count":2}""");
        var unread = Read<OllamaChatResponse>(Head + """ 2,"eval_count":"many"}""");

        Assert.Equal("""{"done":true,"eval_count":2}""", Write(read));
        Assert.Equal("""{"done":true,"eval_count":"many"}""", Write(unread));
        Assert.Equal("""{"done":true,"eval_count":"many"}""", Write(unread with { EvalCount = 3 }));
    }

    [Theory]
    [InlineData(typeof(OllamaChatResponse), """{"message":"x"}""")]
    [InlineData(typeof(OllamaChatResponse), """{"message":{"content":5}}""")]
    [InlineData(typeof(OllamaChatResponse), """{"message":{"tool_calls":{}}}""")]
    [InlineData(typeof(OllamaChatResponse), """{"done":"true"}""")]
    [InlineData(typeof(OllamaChatResponse), """{"done_reason":1}""")]
    [InlineData(typeof(GenerateResponse), """{"response":5}""")]
    [InlineData(typeof(GenerateResponse), """{"thinking":5}""")]
    [InlineData(typeof(ModelProgress), """{"status":5}""")]
    [InlineData(typeof(EmbedResponse), """{"embeddings":"x"}""")]
    [InlineData(typeof(EmbedResponse), """{"embeddings":[["0.5"]]}""")]
    [InlineData(typeof(ModelList), """{"models":{}}""")]
    [InlineData(typeof(ChatCompletion), """{"choices":{}}""")]
    [InlineData(typeof(ChatCompletionChoice), """{"index":0.5}""")]
    [InlineData(typeof(ChatCompletionChoice), """{"finish_reason":1}""")]
    [InlineData(typeof(ChatCompletionChunkChoice), """{"delta":[]}""")]
    [InlineData(typeof(ChatCompletionChunkChoice), """{"index":"first"}""")]
    [InlineData(typeof(ChatToolCallDelta), """{"index":0.5}""")]
    [InlineData(typeof(CompletionChoice), """{"text":5}""")]
    [InlineData(typeof(EmbeddingItem), """{"index":"first"}""")]
    [InlineData(typeof(EmbeddingList), """{"data":{}}""")]
    [InlineData(typeof(OpenAIResponse), """{"output":{}}""")]
    [InlineData(typeof(ResponseStreamEvent), """{"delta":5}""")]
    [InlineData(typeof(ResponseStreamEvent), """{"output_index":"first"}""")]
    public void D09_the_answer_itself_is_strict(Type model, string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, LlmJson.Options.GetTypeInfo(model)));

    [Fact]
    public void A_whole_number_may_have_a_fraction_of_nothing_in_the_answer_itself_too() =>
        Assert.Equal(2, Read<ChatCompletionChoice>("""{"index":2.0}""").Index);

    private static IEnumerable<Type> Models() => typeof(OllamaClient).Assembly.GetTypes().Where(type => InformingMembers.Of(type).Count > 0);

    private static T Read<T>(string json) => JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T)))!;

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T)));
}
