namespace OllamaSdk.Prompting;

/// <summary>What a server counted of a prompt.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="IsWhole">Whether it also says how many of them it had in its cache.</param>
internal readonly record struct PromptCount(int Tokens, bool IsWhole);

/// <summary>What is known of the window of a call.</summary>
/// <param name="Tokens">Its length.</param>
/// <param name="Source">Where that is known from.</param>
/// <param name="IsRemote">Whether what a request asks for has no effect on it.</param>
internal readonly record struct PromptWindow(int? Tokens, PromptWindowSource Source, bool IsRemote);

/// <summary>What is said of one prompt, and by which numbers.</summary>
/// <param name="State">Whether it was cut.</param>
/// <param name="Estimate">Its tokens by estimate.</param>
/// <param name="Counted">Its tokens as the server counted them.</param>
/// <param name="Proven">It has at least so many.</param>
/// <param name="CanLearn">Whether the count says how many tokens the model makes of text.</param>
internal readonly record struct PromptVerdict(PromptTruncationState State, int Estimate, int Counted, int Proven, bool CanLearn)
{
    public static PromptVerdict Of(PromptMemory memory, in PromptReading reading, PromptTrace? earlier, PromptCount count, PromptWindow window)
    {
        var least = (int)memory.Least(reading.Text);
        var estimate = EstimateOf(memory, reading, earlier);
        if (earlier is not null)
        {
            // What the beginning had is known better than by any estimate.
            least = Math.Max(least, (int)(earlier.Likely * 0.97f) - 64 + (int)memory.LeastAfter(reading.Text, reading.Before, earlier.Likely));
        }

        if (!count.IsWhole && earlier is not null && count.Tokens > earlier.Likely * 0.95f)
        {
            memory.NoteWholeCount();
        }

        var mayBePart = !count.IsWhole && memory.HasBegun(reading.Beginning) && !memory.CountsCached;
        var state = PromptRule.Judge(new()
        {
            Counted = count.Tokens,
            IsWholeCount = count.IsWhole,
            MayBePart = mayBePart,
            Window = window.Tokens,
            Source = window.Source,
            IsRemote = window.IsRemote,
            Least = least,
            Estimate = estimate,
            Provable = reading.Text.ProvableTokens,
            ProvenBefore = earlier?.Proven ?? 0,
            CutBefore = earlier?.CutAt ?? 0,
        });
        var proven = reading.Loose.Characters > 0 || !count.IsWhole ? 0 : Math.Max(count.Tokens, earlier?.Proven ?? 0);
        return new(state, Math.Max(estimate, 1), count.Tokens, proven, reading.Images == 0 && !mayBePart);
    }

    public static int EstimateOf(PromptMemory memory, in PromptReading reading, PromptTrace? earlier)
    {
        var text = memory.Usual(reading.Text);
        var loose = reading.Loose.Characters > 0 ? memory.Usual(reading.Loose) : 0;
        return (int)(earlier is null ? text + loose : earlier.Likely + Math.Max(0, text - memory.Usual(reading.Before)));
    }
}
