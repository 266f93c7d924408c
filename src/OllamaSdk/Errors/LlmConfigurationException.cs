namespace OllamaSdk;

/// <summary>
/// A setting is wrong: one that comes from outside the code (environment, file), or any of an <see cref="LlmClient"/>. The message names the
/// setting and its origin.
/// </summary>
public sealed class LlmConfigurationException : LlmException
{
    /// <summary>For those who read settings for the SDK from elsewhere.</summary>
    /// <param name="message">Which setting is wrong, why, and where it came from.</param>
    /// <param name="innerException">What found it out.</param>
    public LlmConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
