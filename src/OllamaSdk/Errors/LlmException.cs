namespace OllamaSdk;

/// <summary>
/// The root of everything this SDK throws for a failed call, apart from <see cref="ArgumentException"/> (before any I/O),
/// <see cref="OperationCanceledException"/> (the caller's token) and <see cref="ObjectDisposedException"/>.
/// </summary>
/// <remarks>Messages never hold an API key, a password, a prompt or the query of a URL.</remarks>
public abstract class LlmException : Exception
{
    private protected LlmException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The server's base address, without user info and query; <see langword="null"/> when no server was involved.</summary>
    public Uri? Endpoint { get; internal set; }

    /// <summary>The model the request named, where it named one.</summary>
    public string? Model { get; internal set; }

    /// <summary>How many times the request was sent, the first time included; 0 when nothing was sent.</summary>
    public int Attempts { get; internal set; }

    /// <summary>What a stream had delivered before it failed; <see langword="null"/> outside streams.</summary>
    public PartialAnswer? Partial { get; internal set; }

    /// <summary>What was done in vain to make room for the model; <see langword="null"/> where nothing was.</summary>
    public MemoryRecovery? MemoryRecovery { get; internal set; }

    /// <summary>The servers an <see cref="LlmClient"/> had asked in vain before it came to the one that this exception is about.</summary>
    public IReadOnlyList<LlmFailure> EarlierFailures { get; internal set; } = [];
}
