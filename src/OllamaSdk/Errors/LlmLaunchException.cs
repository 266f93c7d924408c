namespace OllamaSdk;

/// <summary>Why a server could not be started.</summary>
public enum LaunchFailure
{
    /// <summary>Its program is nowhere that was looked at.</summary>
    NotFound,

    /// <summary>Its program is there, but cannot be run: no permission, made for another kind of machine, or no program at all.</summary>
    NotExecutable,

    /// <summary>Something else answers at the address. No key was sent to it, and it was left alone.</summary>
    PortInUse,

    /// <summary>It ended before it was ready, twice.</summary>
    ExitedEarly,

    /// <summary>It runs, but was not ready in time. It was stopped, unless it had been running before.</summary>
    NotReady,
}

/// <summary>A server could not be started. Nothing that was started for it is left running.</summary>
public sealed class LlmLaunchException : LlmException
{
    /// <summary>A server that could not be started.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmLaunchException(LaunchFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public LaunchFailure Reason { get; }

    /// <summary>The files that were looked for, in this order; empty where that was not the trouble.</summary>
    public IReadOnlyList<string> SearchedPaths { get; init; } = [];

    /// <summary>What the program ended with, where it ended. On Unix 128 and more is 128 and the number of a signal.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The end of what the program had written, at most 4096 characters, with secrets replaced; empty where it wrote nothing.</summary>
    public string Output { get; init; } = "";
}
