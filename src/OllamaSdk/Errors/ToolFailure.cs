namespace OllamaSdk;

/// <summary>Why a tool call failed.</summary>
public enum ToolFailure
{
    /// <summary>The tool itself said so, by <see cref="ToolResult.Error"/>.</summary>
    Reported,

    /// <summary>The model asked for a tool that is not in the set; nothing ran.</summary>
    UnknownTool,

    /// <summary>The arguments are no JSON or not what the schema says; the tool's code did not run.</summary>
    BadArguments,

    /// <summary>The tool's code threw.</summary>
    Threw,

    /// <summary>The tool did not finish within its time.</summary>
    TimedOut,

    /// <summary>The result cannot be written as JSON, or is too large for it.</summary>
    BadResult,

    /// <summary>A hook refused the call; nothing ran.</summary>
    Refused,

    /// <summary>The model asked for more rounds or calls than the loop allows, or failed too often in a row.</summary>
    LoopLimit,

    /// <summary>Tools called the client, whose tools called the client again, deeper than the loop allows.</summary>
    RecursionLimit,
}
