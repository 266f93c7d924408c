namespace OllamaSdk;

/// <summary>A file or stream changed, shrank or grew while it was being uploaded, so that what arrived is not what was promised.</summary>
public sealed class LlmUploadException : LlmException
{
    internal LlmUploadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
