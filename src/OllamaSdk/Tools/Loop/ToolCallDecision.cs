namespace OllamaSdk;

/// <summary>What a <see cref="ToolLoopOptions.BeforeCall"/> hook says about a call.</summary>
public readonly struct ToolCallDecision
{
    private ToolCallDecision(string? argumentsJson, string? refusal) => (ArgumentsJson, Refusal) = (argumentsJson, refusal);

    /// <summary>The call may run as it is.</summary>
    public static ToolCallDecision Approve => default;

    internal string? ArgumentsJson { get; }

    internal string? Refusal { get; }

    /// <summary>The call may run with other arguments. The tool checks these too.</summary>
    /// <param name="argumentsJson">A JSON object.</param>
    /// <returns>The decision.</returns>
    public static ToolCallDecision Change(string argumentsJson)
    {
        ArgumentNullException.ThrowIfNull(argumentsJson);
        return new(argumentsJson, null);
    }

    /// <summary>The call must not run.</summary>
    /// <param name="words">What the model reads instead of a result.</param>
    /// <returns>The decision.</returns>
    public static ToolCallDecision Refuse(string words)
    {
        ArgumentException.ThrowIfNullOrEmpty(words);
        return new(null, words);
    }
}
