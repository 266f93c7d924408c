using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>The sum of a stream's items, against a plain sum of their JSON.</summary>
public sealed class AggregatorFuzzTests
{
    private const int Streams = 3000;

    [Theory]
    [InlineData(21)]
    public void Chat(int seed) => Each<OllamaChatResponse>(seed, random => RandomStreams.MakeNative(random, chat: true), chunks =>
    {
        var aggregator = new ChatAggregator();
        chunks.ForEach(aggregator.Add);
        return Element(aggregator.ToResponse());
    }, PlainSums.Chat);

    [Theory]
    [InlineData(22)]
    public void Generate(int seed) => Each<GenerateResponse>(seed, random => RandomStreams.MakeNative(random, chat: false), chunks =>
    {
        var aggregator = new GenerateAggregator();
        chunks.ForEach(aggregator.Add);
        return Element(aggregator.ToResponse());
    }, PlainSums.Generate);

    [Theory]
    [InlineData(23)]
    public void Chunks(int seed) => Each<ChatCompletionChunk>(seed, RandomStreams.MakeChunks, chunks =>
    {
        var aggregator = new ChatCompletionAggregator();
        chunks.ForEach(aggregator.Add);
        return Element(aggregator.ToCompletion());
    }, PlainSums.Completion);

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T)));

    private static void Each<T>(int seed, Func<Random, List<JsonObject>> make, Func<List<T>, JsonElement> sum, Func<List<JsonObject>, JsonObject> plainly)
        where T : class, IStreamItem
    {
        var info = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        var random = new Random(seed);
        for (var i = 0; i < Streams; i++)
        {
            var chunks = make(random);
            var parser = new AnswerParser(null, null);

            var actual = sum([.. chunks.Select(chunk => parser.Parse(Encoding.UTF8.GetBytes(chunk.ToJsonString()), () => info, new PartialAnswer()))]);

            using var expected = JsonDocument.Parse(plainly(chunks).ToJsonString());
            Assert.True(
                JsonElement.DeepEquals(expected.RootElement, actual),
                $"Seed {seed}, stream {i}:\n{string.Join('\n', chunks.Select(chunk => chunk.ToJsonString()))}\ngave {actual.GetRawText()}\nin place of {expected.RootElement.GetRawText()}");
        }
    }
}
