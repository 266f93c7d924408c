namespace OllamaSdk.Prompting;

/// <summary>
/// What the SDK has to say of an answer, in one field: every chunk of a stream has it, and hardly any has both, or one. Copies of an answer share what it
/// holds, so that nothing in it is ever changed.
/// </summary>
internal struct AnswerNotes
{
    private object? _held;

    public MemoryRecovery? Recovery
    {
        readonly get => _held as MemoryRecovery ?? (_held as Both)?.Recovery;
        set => Hold(value, Truncation);
    }

    public PromptTruncation? Truncation
    {
        readonly get => _held as PromptTruncation ?? (_held as Both)?.Truncation;
        set => Hold(Recovery, value);
    }

    private void Hold(MemoryRecovery? recovery, PromptTruncation? truncation) =>
        _held = recovery is null ? truncation : truncation is null ? recovery : new Both(recovery, truncation);

    private sealed record Both(MemoryRecovery Recovery, PromptTruncation Truncation);
}
