using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>Whatever a line is, the quick readers and System.Text.Json make the same of it, and nothing but the SDK's own exceptions comes out.</summary>
public sealed class ReaderFuzzTests
{
    private const int Lines = 15_000;
    private const int Answers = 4000;

    [Theory]
    [InlineData(1)]
    public void Chat(int seed) => Compare<OllamaChatResponse>(seed);

    [Theory]
    [InlineData(2)]
    public void Generate(int seed) => Compare<GenerateResponse>(seed);

    [Theory]
    [InlineData(3)]
    public void Progress(int seed) => Compare<ModelProgress>(seed);

    [Theory]
    [InlineData(4)]
    public void Chunks(int seed) => Compare<ChatCompletionChunk>(seed);

    [Theory]
    [InlineData(5)]
    public void Completions(int seed) => Compare<CompletionChunk>(seed);

    [Theory]
    [InlineData(6)]
    public void Events(int seed) => Compare<ResponseStreamEvent>(seed);

    [Theory]
    [InlineData(typeof(OllamaChatResponse), 11)]
    [InlineData(typeof(EmbedResponse), 12)]
    [InlineData(typeof(ModelList), 13)]
    [InlineData(typeof(RunningModelList), 14)]
    [InlineData(typeof(ShowModelResponse), 15)]
    [InlineData(typeof(ChatCompletion), 16)]
    [InlineData(typeof(EmbeddingList), 17)]
    [InlineData(typeof(OpenAIModelList), 18)]
    [InlineData(typeof(OpenAIResponse), 19)]
    public void Whole_answers(Type type, int seed)
    {
        var info = LlmJson.Options.GetTypeInfo(type);
        var random = new Random(seed);
        var mutator = new JsonMutator(random, FuzzSeeds.Lines);
        var parser = new AnswerParser(null, null);
        for (var i = 0; i < Answers; i++)
        {
            var json = mutator.Mutate(FuzzSeeds.Lines[random.Next(FuzzSeeds.Lines.Count)]);
            var error = Record.Exception(() => info switch
            {
                JsonTypeInfo<OllamaChatResponse> chat => (object)parser.ParseWhole(json, chat),
                JsonTypeInfo<EmbedResponse> embed => parser.ParseWhole(json, embed),
                JsonTypeInfo<ModelList> models => parser.ParseWhole(json, models),
                JsonTypeInfo<RunningModelList> running => parser.ParseWhole(json, running),
                JsonTypeInfo<ShowModelResponse> show => parser.ParseWhole(json, show),
                JsonTypeInfo<ChatCompletion> completion => parser.ParseWhole(json, completion),
                JsonTypeInfo<EmbeddingList> embeddings => parser.ParseWhole(json, embeddings),
                JsonTypeInfo<OpenAIModelList> list => parser.ParseWhole(json, list),
                _ => parser.ParseWhole(json, (JsonTypeInfo<OpenAIResponse>)info),
            });
            Assert.True(error is null or LlmException, $"{Place(seed, i, json)} gave {error}");
        }
    }

    private static void Compare<T>(int seed)
        where T : class, IStreamItem
    {
        var info = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        var random = new Random(seed);
        var mutator = new JsonMutator(random, FuzzSeeds.Lines);
        var usual = FuzzSeeds.Lines.Where(line => new QuickItems().TryRead<T>(Encoding.UTF8.GetBytes(line)) is not null).ToArray();
        // One for all lines, as in a stream: what they remember of one must not show in another.
        var (parser, quick, quickly) = (new AnswerParser(null, null), new QuickItems(), 0);
        for (var i = 0; i < Lines; i++)
        {
            // Now and then a new stream: its readers learn how its items begin, and after a while no more.
            (parser, quick) = random.Next(50) == 0 ? (new AnswerParser(null, null), new QuickItems()) : (parser, quick);
            var from = random.Next(4) > 0 ? usual : FuzzSeeds.Lines;
            var json = mutator.Mutate(from[random.Next(from.Count)]);
            for (var times = random.Next(1, 3); times > 0; times--)
            {
                var expected = Slowly(json, info);
                var read = quick.TryRead<T>(json);
                quickly += read is null ? 0 : 1;
                Assert.True(read is null || Text(Usual(read), info) == expected.Text, $"{Place(seed, i, json)} quickly: {(read is null ? "" : Text(Usual(read), info))}, else: {expected.Text}");
                var actual = Parse(parser, json, info, seed, i);
                Assert.True(actual == expected.Text || (actual == "error" && expected.MayBeError), $"{Place(seed, i, json)} gave {actual} in place of {expected.Text}");
            }
        }

        Assert.InRange(quickly, Lines / 5, int.MaxValue);
    }

    private static (string Text, bool MayBeError) Slowly<T>(byte[] json, JsonTypeInfo<T> info)
        where T : class, IStreamItem
    {
        try
        {
            var value = Utf8.IsValid(json) ? JsonSerializer.Deserialize(json, info) : null;
            if (value is null)
            {
                return ("refused", false);
            }

            var extra = value.AdditionalProperties;
            return (Text(Usual(value), info), value.TellsError || extra?.ContainsKey("error") == true || (extra?.ContainsKey("message") == true && extra.ContainsKey("type")));
        }
        catch (JsonException)
        {
            // What stands beside an error need not fit.
            return ("refused", true);
        }
    }

    // As the reader of the stream gives it to the caller.
    private static T Usual<T>(T item)
        where T : class, IStreamItem => (T)item.InUsualForm(new OddForm(null));

    private static string Parse<T>(AnswerParser parser, byte[] json, JsonTypeInfo<T> info, int seed, int line)
        where T : class, IStreamItem
    {
        try
        {
            return Text(Usual(parser.Parse(json, () => info, new PartialAnswer())), info);
        }
        catch (LlmStreamException e) when (e.Reason == StreamFailure.ServerError)
        {
            return "error";
        }
        catch (LlmProtocolException)
        {
            return "refused";
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{Place(seed, line, json)}: a foreign exception", e);
        }
    }

    // Half a surrogate pair in what is kept raw cannot be written.
    private static string Text<T>(T value, JsonTypeInfo<T> info)
    {
        try
        {
            return JsonSerializer.Serialize(value, info);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return "cannot be written";
        }
    }

    private static string Place(int seed, int line, byte[] json) => $"Seed {seed}, line {line}: {Encoding.Latin1.GetString(json)}";
}
