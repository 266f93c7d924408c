using System.Numerics;

namespace OllamaSdk.Prompting;

/// <summary>
/// The rule for texts that the server reads, and cuts, each by itself, while it counts them together. All that are cut are cut to one length; so if a text
/// were whole, each of the others would have at least its own tokens, or as many as that text. Where these are more than were counted, it was cut.
/// </summary>
/// <remarks>docs/prompt-guard.md has it in words.</remarks>
internal static class TextsRule
{
    // What a text is framed with, and how far an estimate may be from the truth.
    private const int Frame = 2;
    private const float Error = 1.25f;

    // The shortest window that a known model of this kind has, and what a server reads at once.
    private const int ShortestWindow = 256;
    private const int LongestRead = 2048;

    /// <param name="memory">What is known of the model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="all">All of them.</param>
    /// <param name="counted">The tokens that the server counted, of all of them.</param>
    /// <param name="alone">What the rule for a prompt says of all of them; it holds where there is one.</param>
    /// <param name="window">The model's window. A text may be cut before its end: at what the server reads at once, too.</param>
    public static TextsVerdict Judge(PromptMemory memory, IReadOnlyList<string> texts, in TextMeasure all, int counted, PromptTruncationState alone, PromptWindow window)
    {
        var isSuspect = texts.Count == 1 ? alone != PromptTruncationState.None : AreAllOfOneLength(memory, texts.Count, all, counted, window);
        // A token has at least one character, so that the usual text is not looked at again.
        if (!isSuspect && counted >= memory.Least(all) && !(window.Tokens is { } tokens && texts.Any(text => text.Length > tokens)))
        {
            return new([], [], AreShort(memory, texts, all, window));
        }

        var (provable, least, usual) = (new float[texts.Count], new float[texts.Count], new float[texts.Count]);
        for (var i = 0; i < texts.Count; i++)
        {
            var text = new TextMeasure();
            text.Add(texts[i], isProvable: true);
            (provable[i], least[i], usual[i]) = (text.ProvableWords, memory.Least(text), memory.Usual(text));
        }

        var (proven, expected) = (Level(provable, counted), Level(least, counted));
        var longest = window.Tokens is { } length && counted <= usual.Sum(one => Math.Min(one * Error, length) + Frame) ? length : float.MaxValue;
        int[] certain = [.. Enumerable.Range(0, texts.Count).Where(i => provable[i] > proven)];
        int[] cut = [.. Enumerable.Range(0, texts.Count).Where(i => provable[i] > proven
            || (least[i] >= PromptRule.ShortPrompt && (isSuspect || least[i] > longest || usual[i] > 1.6f * longest || least[i] > expected)))];
        return new(cut, certain, CanTeach: false);
    }

    // Where all are too long, each has as many tokens as the window; by chance they have so many together once in thousands of times.
    private static bool AreAllOfOneLength(PromptMemory memory, int texts, in TextMeasure all, int counted, PromptWindow window)
    {
        var each = counted / texts;
        var isTelling = window.Tokens is { } tokens ? each == tokens : each >= ShortestWindow && (each % 1024 == 0 || BitOperations.IsPow2(each));
        return isTelling && counted % texts == 0 && memory.Usual(all) > counted * 1.15f;
    }

    // By the count of texts of which some may be cut, without a sign of it, nothing can be learned.
    private static bool AreShort(PromptMemory memory, IReadOnlyList<string> texts, in TextMeasure all, PromptWindow window) =>
        memory.Usual(all) / Math.Max(1, all.Characters) * texts.Max(text => text.Length) * 2 < Math.Min(window.Tokens ?? ShortestWindow, LongestRead);

    /// <summary>The length at which texts of these lengths have so many tokens together when they are cut to it; infinite where they have no more.</summary>
    private static float Level(float[] lengths, float counted)
    {
        var (left, rest) = (counted, lengths.Length);
        foreach (var length in lengths.Order())
        {
            if (length * rest > left)
            {
                return left / rest;
            }

            left -= length;
            rest--;
        }

        return float.PositiveInfinity;
    }
}

/// <summary>What is said of several texts.</summary>
/// <param name="Cut">Those that were cut, or may have been, by their place.</param>
/// <param name="Certain">Those of them that were, for certain.</param>
/// <param name="CanTeach">Whether the count says how many tokens the model makes of text.</param>
internal readonly record struct TextsVerdict(IReadOnlyList<int> Cut, IReadOnlyList<int> Certain, bool CanTeach)
{
    public PromptTruncationState State => Certain is { Count: > 0 } ? PromptTruncationState.Certain
        : Cut is { Count: > 0 } ? PromptTruncationState.Suspected
        : PromptTruncationState.None;
}
