namespace OllamaSdk;

/// <summary>The timers of a call; each can be set or switched off per client and per call.</summary>
public enum LlmTimer
{
    /// <summary>Making the connection, TLS included.</summary>
    Connect,

    /// <summary>From sending a request to the headers of its answer, per attempt; of a chat or generate answer to its first part.</summary>
    FirstByte,

    /// <summary>Waiting for the next complete item of a stream, or for the next bytes of an unstreamed body.</summary>
    Idle,

    /// <summary>The whole call: all attempts, the waits between them and the body.</summary>
    Total,
}

/// <summary>A timer ran out. A cancelled token gives <see cref="OperationCanceledException"/> instead.</summary>
public sealed class LlmTimeoutException : LlmException
{
    /// <summary>A timer that ran out; the message says which, and what to do about it.</summary>
    /// <param name="timer">Which timer ran out.</param>
    /// <param name="limit">What it was set to.</param>
    /// <param name="detail">What else is to be said of it, in a few words.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmTimeoutException(LlmTimer timer, TimeSpan limit, string? detail = null, Exception? innerException = null)
        : base(FormattableString.Invariant($"{Describe(timer)} took longer than {limit.TotalSeconds:0.###} s{(detail is null ? "" : $" ({detail})")}. ") +
            $"Raise or switch off the {timer} timer in the client's or the call's options if that is to be expected.", innerException)
    {
        Timer = timer;
        Limit = limit;
    }

    /// <summary>Which timer ran out.</summary>
    public LlmTimer Timer { get; }

    /// <summary>What the timer was set to.</summary>
    public TimeSpan Limit { get; }

    private static string Describe(LlmTimer timer) => timer switch
    {
        LlmTimer.Connect => "Connecting",
        LlmTimer.FirstByte => "Waiting for the answer to begin",
        LlmTimer.Idle => "Waiting for the next part of the answer",
        _ => "The whole call",
    };
}
