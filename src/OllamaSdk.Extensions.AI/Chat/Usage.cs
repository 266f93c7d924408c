using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>What an answer took: tokens, and times in nanoseconds under the names that Ollama has for them.</summary>
internal static class Usage
{
    private const string Total = "total_duration";
    private const string Load = "load_duration";
    private const string Prompt = "prompt_eval_duration";
    private const string Answer = "eval_duration";
    private const double NanosecondsPerMillisecond = 1e6;

    public static UsageDetails Of(OllamaChatResponse answer) => new()
    {
        InputTokenCount = answer.PromptEvalCount,
        OutputTokenCount = answer.EvalCount,
        TotalTokenCount = answer.PromptEvalCount + answer.EvalCount,
        CachedInputTokenCount = answer.PromptEvalCachedCount,
        AdditionalCounts = Times(answer.TotalDurationNanoseconds, answer.LoadDurationNanoseconds, answer.PromptEvalDurationNanoseconds, answer.EvalDurationNanoseconds),
    };

    public static UsageDetails Of(EmbedResponse answer) => new()
    {
        InputTokenCount = answer.PromptEvalCount,
        TotalTokenCount = answer.PromptEvalCount,
        AdditionalCounts = Times(answer.TotalDurationNanoseconds, answer.LoadDurationNanoseconds, null, null),
    };

    public static UsageDetails Of(LlmUsage usage) => new()
    {
        InputTokenCount = usage.PromptTokens,
        OutputTokenCount = usage.CompletionTokens,
        TotalTokenCount = usage.TotalTokens,
        CachedInputTokenCount = usage.CachedTokens,
    };

    /// <summary><see langword="null"/> where the server tells neither.</summary>
    public static UsageDetails? Of(CompletionUsage? usage, JsonElement? timings) => usage is null && timings is not { ValueKind: JsonValueKind.Object } ? null : new()
    {
        InputTokenCount = usage?.PromptTokens,
        OutputTokenCount = usage?.CompletionTokens,
        TotalTokenCount = usage?.TotalTokens ?? usage?.PromptTokens + usage?.CompletionTokens,
        CachedInputTokenCount = usage?.PromptTokensDetails?.CachedTokens,
        ReasoningTokenCount = usage?.CompletionTokensDetails?.ReasoningTokens,
        AdditionalCounts = Times(null, null, Nanoseconds(timings, "prompt_ms"), Nanoseconds(timings, "predicted_ms")),
    };

    private static long? Nanoseconds(JsonElement? timings, string name) =>
        timings is { ValueKind: JsonValueKind.Object } times && times.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.Number
            && time.TryGetDouble(out var milliseconds) && milliseconds is >= 0 and < long.MaxValue / NanosecondsPerMillisecond
            ? (long)(milliseconds * NanosecondsPerMillisecond)
            : null;

    private static AdditionalPropertiesDictionary<long>? Times(long? total, long? load, long? prompt, long? answer)
    {
        AdditionalPropertiesDictionary<long>? times = null;
        Add(Total, total);
        Add(Load, load);
        Add(Prompt, prompt);
        Add(Answer, answer);
        return times;

        void Add(string name, long? time)
        {
            if (time is { } nanoseconds)
            {
                (times ??= [])[name] = nanoseconds;
            }
        }
    }
}
