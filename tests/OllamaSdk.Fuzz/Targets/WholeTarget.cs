using OllamaSdk.Fuzz.Engine;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Whole answers of every operation; the first byte of an input says of which.</summary>
internal sealed class WholeTarget() : FuzzTarget("answers", 1_000_000)
{
    private static readonly Func<ReadOnlyMemory<byte>, uint, StreamOutcome>[] s_kinds =
    [
        Reading.Whole<OllamaChatResponse>, Reading.Whole<GenerateResponse>, Reading.Whole<EmbedResponse>, Reading.Whole<ModelList>, Reading.Whole<RunningModelList>,
        Reading.Whole<ShowModelResponse>, Reading.Whole<ModelProgress>, Reading.Whole<LegacyEmbedResponse>, Reading.Whole<ModelRecommendationList>, Reading.Whole<OllamaAccount>,
        Reading.Whole<ServerStatus>, Reading.Whole<SystemOneResponse>, Reading.Whole<VersionResponse>, Reading.Whole<WebFetchResponse>, Reading.Whole<WebSearchResponse>,
        Reading.Whole<CloudBalance>, Reading.Whole<CloudUsage>, Reading.Whole<ChatCompletion>, Reading.Whole<Completion>, Reading.Whole<EmbeddingList>, Reading.Whole<OpenAIModel>,
        Reading.Whole<OpenAIModelList>, Reading.Whole<OpenAIResponse>, Reading.Whole<TranscriptionResponse>,
    ];

    public override string Checks => "Whole answers of every operation, also as the stream that some servers send instead: an answer or one of the SDK's exceptions, the same whole and in pieces";

    public override IEnumerable<string> Words => Secret.Words;

    public override IEnumerable<byte[]> Seeds() =>
        from body in Targets.Seeds.Bodies
        where body.Length < MaxLength
        from kind in Enumerable.Range(0, s_kinds.Length)
        select (byte[])[(byte)kind, .. body];

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length > 0)
        {
            var (read, body) = (s_kinds[input.Span[0] % s_kinds.Length], input[1..]);
            read(body, StreamTarget.PiecesOf(body.Span)).MustBe(read(body, 0), "In pieces it is another answer");
        }
    }
}
