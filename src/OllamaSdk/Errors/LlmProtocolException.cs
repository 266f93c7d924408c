namespace OllamaSdk;

/// <summary>
/// The answer is not what the protocol allows: not JSON, a wrong type in a known field, invalid UTF-8, a broken HTTP head,
/// an empty body where an answer is due, or a web page (a captive portal, another program on that port).
/// </summary>
public sealed class LlmProtocolException : LlmException
{
    internal LlmProtocolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
