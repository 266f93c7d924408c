namespace OllamaSdk.Testing.Emulator.Reading;

/// <summary>What a loaded model has read and said last, in as many slots as it can answer requests at once: the beginning that a prompt has in common with it need not be read again.</summary>
internal sealed class PromptSlots(int count)
{
    // Below that the server takes the slot that was not used for the longest time.
    private const double LeastInCommon = 0.1;

    private readonly object _lock = new();

    // The one that was used last is the last.
    private readonly List<IReadOnlyList<int>> _slots = [.. Enumerable.Repeat<IReadOnlyList<int>>([], count)];

    /// <param name="prompt">What is read now.</param>
    /// <param name="answer">What is said to it.</param>
    /// <returns>How many tokens of the prompt were known already; never all, for the last one is read in any case.</returns>
    public int Use(IReadOnlyList<int> prompt, IEnumerable<int> answer)
    {
        lock (_lock)
        {
            var (slot, common) = _slots.Select((slot, index) => (Index: index, Common: CommonLength(slot, prompt))).MaxBy(slot => slot.Common);
            if (common <= LeastInCommon * prompt.Count)
            {
                (slot, common) = (0, CommonLength(_slots[0], prompt));
            }

            _slots.RemoveAt(slot);
            _slots.Add([.. prompt, .. answer]);
            return Math.Max(0, Math.Min(common, prompt.Count - 1));
        }
    }

    private static int CommonLength(IReadOnlyList<int> slot, IReadOnlyList<int> prompt)
    {
        var length = 0;
        while (length < slot.Count && length < prompt.Count && slot[length] == prompt[length])
        {
            length++;
        }

        return length;
    }
}
