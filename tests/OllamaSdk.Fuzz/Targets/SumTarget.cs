using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;
using OllamaSdk.Tests.Fuzz;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Aggregators. The bytes of an input choose the items of a stream; the first says of which API.</summary>
internal sealed class SumTarget() : FuzzTarget("aggregators", 1_000_000)
{
    public override string Checks => "Streams that a server could send, of every item's members in any order: the sum is that of the plain reference of the tests";

    public override int MaxLength => 400;

    public override bool IsJson => false;

    public override IEnumerable<byte[]> Seeds()
    {
        var random = new Random(18);
        for (var i = 0; i < 60; i++)
        {
            var seed = new byte[random.Next(20, 300)];
            random.NextBytes(seed);
            seed[0] = (byte)i;
            yield return seed;
        }
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var random = new ByteRandom(input[1..]);
        switch (input.Span[0] % 3)
        {
            case 0:
                var chat = new ChatAggregator();
                Compare<OllamaChatResponse, OllamaChatResponse>(RandomStreams.MakeNative(random, chat: true), chat.Add, chat.ToResponse, PlainSums.Chat);
                break;
            case 1:
                var generate = new GenerateAggregator();
                Compare<GenerateResponse, GenerateResponse>(RandomStreams.MakeNative(random, chat: false), generate.Add, generate.ToResponse, PlainSums.Generate);
                break;
            default:
                var completion = new ChatCompletionAggregator();
                Compare<ChatCompletionChunk, ChatCompletion>(RandomStreams.MakeChunks(random), completion.Add, completion.ToCompletion, PlainSums.Completion);
                break;
        }
    }

    private static void Compare<TItem, TSum>(List<JsonObject> items, Action<TItem> add, Func<TSum> sum, Func<IReadOnlyList<JsonObject>, JsonObject> plainly)
        where TItem : class, IStreamItem
    {
        var (parser, info) = (new AnswerParser(null, null), Reading.Settings.TypeInfo<TItem>());
        foreach (var item in items)
        {
            add(parser.Parse(Encoding.UTF8.GetBytes(item.ToJsonString()), () => info, new PartialAnswer()));
        }

        using var expected = JsonDocument.Parse(plainly(items).ToJsonString());
        var actual = JsonSerializer.SerializeToElement(sum(), Reading.Settings.TypeInfo<TSum>());
        if (!JsonElement.DeepEquals(expected.RootElement, actual))
        {
            throw new BrokenRuleException($"The sum is another: {actual.GetRawText()}\nin place of\n{expected.RootElement.GetRawText()}\nof\n{string.Join('\n', items.Select(item => item.ToJsonString()))}");
        }
    }
}
