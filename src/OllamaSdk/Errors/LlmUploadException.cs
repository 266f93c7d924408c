namespace OllamaSdk;

/// <summary>A file or stream changed, shrank or grew while it was being uploaded, so that what arrived is not what was promised.</summary>
public sealed class LlmUploadException : LlmException
{
    /// <summary>An upload that cannot be what was promised.</summary>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What found it out.</param>
    public LlmUploadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
