namespace OllamaSdk;

/// <summary>A tool call failed in a way that ends the tool loop.</summary>
public sealed partial class LlmToolException : LlmException
{
    /// <summary>A tool loop that ended before the model's answer.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="toolName">The tool it went wrong with; <see langword="null"/> where a limit of the whole loop was reached.</param>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmToolException(ToolFailure reason, string? toolName, string message, Exception? innerException = null)
        : base(message, innerException) => (Reason, ToolName) = (reason, toolName);

    /// <summary>What went wrong.</summary>
    public ToolFailure Reason { get; }

    /// <summary>The tool it went wrong with; <see langword="null"/> where a limit of the whole loop was reached.</summary>
    public string? ToolName { get; }
}
