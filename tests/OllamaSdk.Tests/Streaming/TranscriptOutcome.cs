using System.Text;
using System.Text.Json;

namespace OllamaSdk.Tests.Streaming;

/// <summary>All that a caller saw of one answer: the items added up, the last of them, and the exception.</summary>
internal sealed class TranscriptOutcome
{
    public int Items { get; private set; }

    public StringBuilder Content { get; } = new();

    public StringBuilder Thinking { get; } = new();

    public List<OllamaToolCall> ToolCalls { get; } = [];

    public List<TokenLogprob> Logprobs { get; } = [];

    public List<string?> Statuses { get; } = [];

    /// <summary>The members of the last item that the cases look at, by wire name.</summary>
    public IReadOnlyDictionary<string, object?> Last { get; private set; } = new Dictionary<string, object?>();

    public Exception? Error { get; set; }

    public void Add(OllamaChatResponse item)
    {
        Items++;
        Content.Append(item.Message?.Content);
        Thinking.Append(item.Message?.Thinking);
        ToolCalls.AddRange(item.Message?.ToolCalls ?? []);
        Logprobs.AddRange(item.Logprobs ?? []);
        SetLast(item.DoneReason?.Value, item.TotalDurationNanoseconds, item.LoadDurationNanoseconds, item.PromptEvalCount,
            item.PromptEvalDurationNanoseconds, item.EvalCount, item.EvalDurationNanoseconds, item.AdditionalProperties);
    }

    public void Add(GenerateResponse item)
    {
        Items++;
        Content.Append(item.Response);
        Thinking.Append(item.Thinking);
        Logprobs.AddRange(item.Logprobs ?? []);
        SetLast(item.DoneReason?.Value, item.TotalDurationNanoseconds, item.LoadDurationNanoseconds, item.PromptEvalCount,
            item.PromptEvalDurationNanoseconds, item.EvalCount, item.EvalDurationNanoseconds, item.AdditionalProperties);
    }

    public void Add(ModelProgress item)
    {
        Items++;
        Statuses.Add(item.Status);
    }

    private void SetLast(
        string? doneReason, long? total, long? load, long? promptCount, long? promptDuration, long? count, long? duration,
        Dictionary<string, JsonElement>? extra) => Last = new Dictionary<string, object?>
        {
            ["done_reason"] = doneReason,
            ["total_duration"] = total,
            ["load_duration"] = load,
            ["prompt_eval_count"] = promptCount,
            ["prompt_eval_duration"] = promptDuration,
            ["eval_count"] = count,
            ["eval_duration"] = duration,
            ["image"] = extra?.GetValueOrDefault("image") is { ValueKind: JsonValueKind.String } image ? image.GetString() : null,
        };
}
