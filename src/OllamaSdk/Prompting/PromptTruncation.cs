namespace OllamaSdk;

public sealed partial record PromptTruncation
{
    /// <summary>Those of <see cref="TruncatedTexts"/> that were cut for certain.</summary>
    internal IReadOnlyList<int> CertainTexts { get; init; } = [];

    /// <summary>Of what is known of two prompts of one piece of work, the worse; of two alike the later, which has all that the earlier one had.</summary>
    internal static PromptTruncation? Worse(PromptTruncation? earlier, PromptTruncation? later) =>
        later is null || (earlier is not null && earlier.State > later.State) ? earlier : later;

    /// <summary>The same for one of several texts.</summary>
    internal PromptTruncation OfText(int place) => State == PromptTruncationState.None && TruncatedTexts.Count == 0 ? this : this with
    {
        State = CertainTexts.Contains(place) ? PromptTruncationState.Certain
            : TruncatedTexts.Contains(place) ? PromptTruncationState.Suspected
            : PromptTruncationState.None,
        TruncatedTexts = [],
        CertainTexts = [],
    };
}
