using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Requests in which every member is absent, empty or filled by chance.</summary>
internal sealed class RandomRequests(int seed)
{
    private readonly Random _random = new(seed);

    public ChatCompletionRequest Chat() => new()
    {
        Model = Maybe("m"),
        Messages = Some(Message),
        MaxTokens = MaybeValue(5),
        MaxCompletionTokens = MaybeValue(5),
        Temperature = MaybeValue(0.0),
        TopP = MaybeValue(1.0),
        Seed = MaybeValue(0L),
        Stop = Stop(),
        LogitBias = Bias(),
        N = MaybeValue(1),
        Logprobs = MaybeValue(false),
        TopLogprobs = MaybeValue(0),
        Tools = Some(Tool),
        ToolChoice = Maybe(ToolChoice.Function("f")),
        ParallelToolCalls = MaybeValue(true),
        ResponseFormat = Maybe(new ChatResponseFormat { Type = MaybeValue(ChatResponseFormatType.JsonSchema), JsonSchema = Maybe(new ChatJsonSchema { Name = Maybe("n") }) }),
        ReasoningEffort = MaybeValue(ReasoningEffort.Low),
        Stream = MaybeValue(true),
        StreamOptions = Maybe(new StreamOptions { IncludeUsage = MaybeValue(true) }),
        User = Maybe("u"),
        AdditionalProperties = Extra(),
    };

    public CompletionRequest Completion() => new()
    {
        Model = Maybe("m"),
        Prompt = Maybe<PromptInput>(new PromptInput(["p"])),
        Suffix = Maybe("s"),
        Stop = Stop(),
        LogitBias = Bias(),
        Logprobs = MaybeValue(1),
        StreamOptions = Maybe(new StreamOptions()),
        AdditionalProperties = Extra(),
    };

    private ChatCompletionMessage Message() => new()
    {
        Role = LlmRole.Assistant,
        Content = _random.Next(4) switch { 0 => null, 1 => "text", 2 => new ChatContent([]), _ => new ChatContent([Part()]) },
        Name = Maybe("n"),
        Reasoning = Maybe("r"),
        ReasoningContent = Maybe("r"),
        Refusal = Maybe("r"),
        ToolCalls = Some(Call),
        ToolCallId = Maybe("id"),
        Annotations = _random.Next(3) switch { 0 => null, 1 => V1.Json("[]"), _ => V1.Json("[{}]") },
        AdditionalProperties = Extra(),
    };

    private ChatContentPart Part() => new()
    {
        Type = MaybeValue(ChatContentPartType.Text),
        Text = Maybe("t"),
        ImageUrl = Maybe(new ChatImageUrl { Url = Maybe("u"), Detail = Maybe("d") }),
        InputAudio = Maybe(new ChatInputAudio { Data = Maybe("d"), Format = Maybe("f") }),
    };

    private ChatToolCall Call() => new()
    {
        Index = MaybeValue(0),
        Id = Maybe("id"),
        Type = Maybe("function"),
        Function = Maybe(new ChatToolCallFunction { Name = Maybe("f"), Arguments = Maybe("{}") }),
    };

    private ChatTool Tool() => new()
    {
        Type = Maybe("function"),
        Function = Maybe(new ChatToolFunction { Name = Maybe("f"), Description = Maybe("d"), Parameters = MaybeValue(V1.Json("{}")), Strict = MaybeValue(true) }),
    };

    private StopSequences? Stop() => _random.Next(3) switch { 0 => null, 1 => new StopSequences([]), _ => "x" };

    private Dictionary<string, double>? Bias() => _random.Next(3) switch { 0 => null, 1 => [], _ => new() { ["1"] = -100 } };

    private Dictionary<string, JsonElement>? Extra() => _random.Next(3) switch { 0 => null, 1 => [], _ => new() { ["keep_alive"] = V1.Json("0") } };

    private List<T>? Some<T>(Func<T> make) => _random.Next(3) switch { 0 => null, 1 => [], _ => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => make())] };

    private T? Maybe<T>(T value)
        where T : class => _random.Next(2) == 0 ? null : value;

    private T? MaybeValue<T>(T value)
        where T : struct => _random.Next(2) == 0 ? null : value;
}
