namespace OllamaSdk.Loop;

/// <summary>How many tool loops are around the code that runs: tools and hooks may call a client whose loop runs tools.</summary>
internal static class LoopDepth
{
    private static readonly AsyncLocal<int> Loops = new();

    /// <exception cref="LlmToolException">One more loop would be too many.</exception>
    public static void Check(int maxDepth)
    {
        if (Loops.Value >= maxDepth)
        {
            throw new LlmToolException(
                ToolFailure.RecursionLimit, null, $"Tools ran tool loops inside each other, deeper than {nameof(ToolLoopOptions.MaxDepth)} = {maxDepth} allows.");
        }
    }

    /// <summary>To be called in an asynchronous method, whose caller does not see the change.</summary>
    public static void Enter() => Loops.Value++;
}
