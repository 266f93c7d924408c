namespace OllamaSdk;

/// <summary>Why a stream did not come to its end.</summary>
public enum StreamFailure
{
    /// <summary>The server reported an error inside the stream; the inner <see cref="LlmApiException"/> has its words.</summary>
    ServerError,

    /// <summary>The connection broke.</summary>
    Interrupted,

    /// <summary>The stream closed cleanly, without the mark that says the answer is complete.</summary>
    Incomplete,

    /// <summary>One line of a stream, or an answer that is read as a whole, was longer than the limit in the client's options.</summary>
    LimitExceeded,
}

/// <summary>
/// A stream (or an answer that says it is not done) ended before its end mark. The items before the fault were delivered;
/// <see cref="LlmException.Partial"/> holds what they add up to.
/// </summary>
public sealed class LlmStreamException : LlmException
{
    /// <summary>A stream that did not come to its end.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What caused it; an <see cref="LlmApiException"/> where the server said so itself.</param>
    public LlmStreamException(StreamFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why the stream did not come to its end.</summary>
    public StreamFailure Reason { get; }

    /// <summary>How many items were delivered before the fault.</summary>
    public long ItemsReceived => Partial?.ItemsReceived ?? 0;

    /// <summary>The server's own error, where <see cref="Reason"/> is <see cref="StreamFailure.ServerError"/>.</summary>
    public LlmApiException? ServerError => InnerException as LlmApiException;
}
