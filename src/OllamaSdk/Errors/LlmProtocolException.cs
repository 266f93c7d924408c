namespace OllamaSdk;

/// <summary>
/// The answer is not what the protocol allows: not JSON, a wrong type in a known field, invalid UTF-8, a broken HTTP head,
/// an empty body where an answer is due, or a web page (a captive portal, another program on that port).
/// </summary>
public sealed class LlmProtocolException : LlmException
{
    /// <summary>An answer that is none.</summary>
    /// <param name="message">What is wrong with it, in words for a person.</param>
    /// <param name="innerException">What found it out.</param>
    public LlmProtocolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// The beginning of what cannot be read, at most 256 characters: control characters escaped, secrets replaced. It may be what a model wrote, so it is in
    /// no text of this exception. Empty where there is nothing to show.
    /// </summary>
    public string Excerpt { get; init; } = "";

    /// <summary>What is wrong, for a log: with nothing of the answer, not even the names of its members.</summary>
    internal string? WithoutAnswer { get; init; }

    internal override string LogText => WithoutAnswer ?? Message;
}
