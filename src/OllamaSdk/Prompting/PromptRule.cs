using System.Numerics;

namespace OllamaSdk.Prompting;

/// <summary>What is known of one prompt when its answer is there.</summary>
internal readonly ref struct PromptFacts
{
    /// <summary>The tokens that the server counted.</summary>
    public required int Counted { get; init; }

    /// <summary>Whether those are all: the server says how many of them it had in its cache.</summary>
    public bool IsWholeCount { get; init; }

    /// <summary>Whether those may be a part: the server does not say it, and may have the beginning in its cache.</summary>
    public bool MayBePart { get; init; }

    public int? Window { get; init; }

    public PromptWindowSource Source { get; init; }

    /// <summary>Whether the model runs elsewhere, where a context length that is asked for has no effect.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The fewest tokens to be expected.</summary>
    public required int Least { get; init; }

    /// <summary>The tokens by estimate.</summary>
    public required int Estimate { get; init; }

    /// <summary>The fewest tokens of what is in every prompt.</summary>
    public int Provable { get; init; }

    /// <summary>The fewest tokens as an earlier prompt proves that this one begins with; 0 where there is none.</summary>
    public int ProvenBefore { get; init; }

    /// <summary>The context length at which the beginning of this prompt was certainly cut; else 0.</summary>
    public int CutBefore { get; init; }
}

/// <summary>The rule of the prompt guard. docs/prompt-guard.md has it in words, with how often it is wrong.</summary>
internal static class PromptRule
{
    /// <summary>Of fewer tokens, and so of as many characters, nothing is said.</summary>
    public const int ShortPrompt = 64;

    // Less than this many tokens are what templates differ by, from one call to the next.
    private const int Slack = 64;
    private const int LeastRoundWindow = 256;

    // A model that sees gets at least this, whatever is asked for.
    private const int LeastWindow = 2048;

    public static PromptTruncationState Judge(in PromptFacts facts) =>
        IsCertain(facts) ? PromptTruncationState.Certain
        : IsSuspected(facts) ? PromptTruncationState.Suspected
        : PromptTruncationState.None;

    private static bool IsCertain(in PromptFacts facts)
    {
        if (facts.IsWholeCount && (facts.Counted < facts.Provable || facts.Counted < facts.ProvenBefore - Slack - (facts.ProvenBefore / 20)))
        {
            return true;
        }

        // A window that the server told may have changed since.
        if (facts.Source != PromptWindowSource.Request || facts.IsRemote || facts.Window is not { } window)
        {
            return false;
        }

        var most = Math.Max(window, LeastWindow);
        return facts.Counted <= most && (facts.Provable > most || facts.ProvenBefore > most || facts.CutBefore == window);
    }

    private static bool IsSuspected(in PromptFacts facts)
    {
        if (facts.Least < ShortPrompt)
        {
            return false;
        }

        if (IsTellingLength(facts))
        {
            return true;
        }

        // What has to be longer than the window cannot be in it, however much of it the server had in its cache.
        if (facts.Window is { } window && facts.Counted <= window && facts.Least > window && (facts.Counted < facts.Least || facts.MayBePart))
        {
            return true;
        }

        if (facts.MayBePart)
        {
            return false;
        }

        // A prompt that fits by far was not cut: the tokenizer is a better one than any known, or a template left something out.
        return facts.Counted < facts.Least && !(facts.Window > facts.Estimate * 1.3f && facts.Window > facts.Least * 1.5f);
    }

    // Servers cut to the window, or to half of it and of what is kept at the beginning (num_keep, 4 by default), to the token. By chance a prompt has such
    // a length once in a thousand times.
    private static bool IsTellingLength(in PromptFacts facts)
    {
        var counted = facts.Counted;
        return facts.Window is { } window
            ? (counted == window && facts.Estimate > window * 1.1f) || (counted - (window / 2) is >= 0 and <= 2 && facts.Estimate > window)
            : counted >= LeastRoundWindow && (IsRound(counted) || IsRound(counted - 2)) && facts.Estimate > counted * 1.15f;
    }

    private static bool IsRound(int tokens) => tokens % 1024 == 0 || BitOperations.IsPow2(tokens);
}
