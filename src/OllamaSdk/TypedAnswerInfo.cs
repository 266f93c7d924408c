namespace OllamaSdk;

/// <summary>What it took to get a typed answer; see <see cref="CallOptions.OnTypedAnswer"/>.</summary>
/// <param name="Repairs">How often an answer was sent back to the model; 0 to <see cref="CallOptions.MaxRepairs"/>.</param>
/// <param name="PromptTokens">The tokens of all prompts together; <see langword="null"/> where the server told of none.</param>
/// <param name="CompletionTokens">The tokens of all answers together; <see langword="null"/> where the server told of none.</param>
/// <param name="Mendings">What was read otherwise than the model wrote it, such as "'days': text read as a number"; usually empty.</param>
/// <param name="RawText">The last answer, as it came.</param>
public sealed record TypedAnswerInfo(int Repairs, long? PromptTokens, long? CompletionTokens, IReadOnlyList<string> Mendings, string RawText)
{
    /// <summary>
    /// Whether the server cut a prompt that was too long for the model: of all that were sent, the one of which most is known. <see langword="null"/> where
    /// <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the prompts.
    /// </summary>
    public PromptTruncation? PromptTruncation { get; init; }

    /// <summary>Counts; never what was written.</summary>
    public override string ToString() => $"{nameof(TypedAnswerInfo)} {{ {nameof(Repairs)} = {Repairs}, {nameof(PromptTokens)} = {PromptTokens}, {nameof(CompletionTokens)} = {CompletionTokens}, {nameof(PromptTruncation)} = {PromptTruncation?.State} }}";
}
