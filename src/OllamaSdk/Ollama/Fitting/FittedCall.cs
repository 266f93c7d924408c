namespace OllamaSdk.Fitting;

/// <summary>One call whose context length is chosen, and chosen anew where the server says that the prompt does not fit into it.</summary>
/// <param name="known">The model; <see langword="null"/> where nothing is chosen.</param>
/// <param name="given">The options of the request.</param>
/// <param name="chosen">The length.</param>
internal sealed class FittedCall(KnownModel? known, ModelOptions? given, int? chosen)
{
    /// <summary>The length that is asked for; <see langword="null"/> where it is the request's own.</summary>
    public int? Chosen { get; private set; } = chosen;

    /// <summary>What the request is to be sent with.</summary>
    public ModelOptions? Options => Chosen is null ? given : (given ?? new ModelOptions()) with { NumCtx = Chosen };

    /// <summary>Chooses a longer one after a refusal for length, which comes before anything was made.</summary>
    /// <param name="failure">The refusal.</param>
    /// <param name="room">What is to be kept free for the answer.</param>
    /// <returns>Whether the request is worth sending again.</returns>
    public bool TryGrow(LlmException failure, int room)
    {
        // Where memory did not hold more, or the server does not give what is asked for, there is no use in asking.
        if (known is null || Chosen is not { } asked || failure is not LlmApiException { Kind: ApiErrorKind.ContextLength, MemoryRecovery: null } refusal || refusal.ContextLength < asked)
        {
            return false;
        }

        var counted = refusal.IsPromptEstimated ? 0 : refusal.PromptTokens ?? 0;
        Chosen = known.Choose(Math.Max(asked + 1L, counted + room));
        return Chosen > asked;
    }

    /// <summary>To be told what it took to get the answer.</summary>
    public void Note(MemoryRecovery? recovery)
    {
        if (recovery?.ContextLength is { } held)
        {
            known?.Lower(held);
        }
    }
}
