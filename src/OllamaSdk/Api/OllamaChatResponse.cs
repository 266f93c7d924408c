using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using OllamaSdk.Prompting;
using OllamaSdk.Recovery;
using OllamaSdk.Streaming;

namespace OllamaSdk;

public sealed partial record OllamaChatResponse : IStreamItem, IRecoverable, IPromptCounted, IPromptTold, ILlmTextPart
{
    private AnswerNotes _notes;

    /// <summary>The whole request as the server saw it, loading included.</summary>
    [JsonIgnore]
    public TimeSpan? TotalDuration => Metrics.Duration(TotalDurationNanoseconds);

    /// <summary>Loading the model; near zero when it was in memory.</summary>
    [JsonIgnore]
    public TimeSpan? LoadDuration => Metrics.Duration(LoadDurationNanoseconds);

    /// <summary>Reading the prompt.</summary>
    [JsonIgnore]
    public TimeSpan? PromptEvalDuration => Metrics.Duration(PromptEvalDurationNanoseconds);

    /// <summary>Generating the answer.</summary>
    [JsonIgnore]
    public TimeSpan? EvalDuration => Metrics.Duration(EvalDurationNanoseconds);

    /// <summary>Generated tokens per second; <see langword="null"/> until the answer is done.</summary>
    [JsonIgnore]
    public double? TokensPerSecond => Metrics.Rate(EvalCount, EvalDurationNanoseconds);

    /// <summary>
    /// Whether the answer ended because no more tokens were allowed (<c>num_predict</c>, or the end of the context window), so that it is not all the model
    /// had to say; in a stream the last chunk tells. That a prompt was cut is another matter.
    /// </summary>
    [JsonIgnore]
    public bool HitTokenLimit => TokenLimits.IsMeantBy(DoneReason?.Value);

    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    [JsonIgnore]
    public MemoryRecovery? MemoryRecovery
    {
        get => _notes.Recovery;
        set => _notes.Recovery = value;
    }

    /// <summary>
    /// Whether the prompt was cut, on the whole answer and on the last chunk; <see langword="null"/> on the other chunks, where
    /// <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the prompt.
    /// </summary>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation
    {
        get => _notes.Truncation;
        set => _notes.Truncation = value;
    }

    string? ILlmTextPart.Text => Message?.Content;

    string? ILlmTextPart.Thinking => Message?.Thinking;

    (long? Tokens, long? Cached) IPromptCounted.Prompt => (PromptEvalCount, PromptEvalCachedCount);

    // A rendered prompt (_debug_info) is the whole answer, although the server says done:false.
    bool IStreamItem.IsLast => Done == true || DebugInfo is not null || SaysOnlyWhy;

    // Some servers leave done away, and say only why they are.
    private bool SaysOnlyWhy => Done is null && DoneReason is { Value.Length: > 0 };

    // Who does not stream need not say that it is done: stand-ins of servers often do not.
    bool IStreamItem.IsUnfinished => !((IStreamItem)this).IsLast && (Done is not null || MessageOnWire is null);

    IStreamItem IStreamItem.InUsualForm(OddForm odd)
    {
        if (!SaysOnlyWhy)
        {
            return this;
        }

        odd.Note("a reason for the end without the mark of it");
        return this with { Done = true };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IStreamItem.AppendTo(PartialAnswer partial)
    {
        partial.AppendContent(MessageOnWire?.Content);
        partial.AppendThinking(MessageOnWire?.Thinking);
        if (MessageOnWire?.ToolCallsOnWire is not { Count: > 0 } calls)
        {
            return;
        }

        foreach (var call in calls)
        {
            partial.AppendToolCall(call?.Id, call?.FunctionOnWire?.Name, call?.FunctionOnWire?.Arguments?.GetRawText());
        }
    }
}
