using System.Text.RegularExpressions;

namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>What came after the recorded server (0.33.0-rc2) says since when it is there, and where nobody is sure of it, that.</summary>
public sealed partial class SinceTests
{
    /// <summary>Places as a schema, <c>schema.property</c>, <c>schema=word</c> or a route, and the version that its text must name.</summary>
    private const string Native =
        """
        GET /api/usage: 0.40.1
        GET /api/balance: 0.40.1
        POST /v1/systemone: 0.35.0
        SystemOneRequest.images: 0.35.1
        SystemOneResponse.prompt_eval_cached_count: 0.35.0
        ModelCapability=decision: 0.35.0
        ShowModelResponse.thinking: 0.34.3
        OllamaChatRequest.think: 0.34.3
        GenerateRequest.think: 0.34.3
        ShowModelResponse.renderer: 0.33
        ShowModelResponse.parser: 0.33
        ShowModelResponse.template_source: 0.40.12
        ModelDetails.runner: 0.40.0
        ModelList.models: 0.40.0
        ModelSummary: 0.40.0
        RunningModel.runner: 0.40.0
        ShowModelRequest.runner: 0.40.0
        ShowModelRequest.all_manifests: 0.40.0
        ShowModelResponse.manifests: 0.40.0
        ShowModelResponse.runner: 0.40.0
        OllamaChatRequest.runner: 0.40.0
        GenerateRequest.runner: 0.40.0
        OllamaChatResponse.prompt_eval_cached_count: 0.33.3
        GenerateResponse.prompt_eval_cached_count: 0.33.3
        CreateModelRequest.capabilities: 0.35
        CreateModelRequest.files: 0.40
        """;

    private const string OpenAI =
        """
        POST /audio/speech: 0.40.8
        POST /systemone: 0.35.0
        POST /responses/compact: 0.40
        ResponseItemType=compaction_trigger: 2026
        ReasoningEffort: 0.34.3
        ChatCompletion.timings: 0.35.1
        ChatCompletionChunk.timings: 0.35.1
        Completion.timings: 0.35.1
        CompletionChunk.timings: 0.35.1
        """;

    public static TheoryData<string, string, string> Places
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (api, rows) in (ReadOnlySpan<(string, string)>)[("native", Native), ("openai", OpenAI)])
            {
                foreach (var row in rows.Split('\n'))
                {
                    data.Add(api, row[..row.LastIndexOf(": ", StringComparison.Ordinal)], row[(row.LastIndexOf(' ') + 1)..]);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void What_is_newer_says_since_when(string api, string place, string version) =>
        Assert.Contains(version, Versions().Matches(ApiFacts.All[api].Described.TextOf(place)).Select(match => match.Value));

    [Theory]
    [InlineData("native", "GET /api/usage", "no answer of it was recorded")]
    [InlineData("native", "GET /api/balance", "no answer of it was recorded")]
    [InlineData("native", "POST /v1/systemone", "recorded")]
    [InlineData("native", "ShowModelResponse.manifests", "inferred")]
    [InlineData("native", "ShowModelResponse.runner", "only one source")]
    [InlineData("native", "GenerateRequest.runner", "not seen")]
    [InlineData("openai", "POST /audio/speech", "documentation alone")]
    [InlineData("openai", "POST /responses/compact", "no answer was recorded")]
    public void What_nobody_saw_says_so(string api, string place, string words) =>
        Assert.Contains(words, ApiFacts.All[api].Described.TextOf(place), StringComparison.Ordinal);

    [Theory]
    [InlineData("ModelList.models", "a name alone is no key")]
    [InlineData("ModelSummary", "can change without a download")]
    [InlineData("OllamaChatRequest.think", "of an unknown level such a model's default is taken")]
    [InlineData("CreateModelRequest.files", "m-00001-of-00003.gguf")]
    [InlineData("ModelCapability=decision", "without `completion`")]
    public void What_surprises_is_told(string place, string words) =>
        Assert.Contains(words, ApiFacts.Native.Described.TextOf(place), StringComparison.Ordinal);

    [GeneratedRegex(@"\b\d+\.\d+(?:\.\d+)?\b|\b20\d\d\b")]
    private static partial Regex Versions();
}
