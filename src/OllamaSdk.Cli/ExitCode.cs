namespace OllamaSdk.Cli;

/// <summary>What the program tells the shell. The numbers are part of its interface.</summary>
internal enum ExitCode
{
    Success = 0,
    Failed = 1,
    Usage = 2,
    Unreachable = 3,
    NotFound = 4,
    Refused = 5,
    TimedOut = 6,
    Interrupted = 7,

    /// <summary>An answer is not the JSON that <c>--schema</c> says.</summary>
    Unfit = 8,
}
