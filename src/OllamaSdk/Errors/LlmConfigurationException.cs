namespace OllamaSdk;

/// <summary>
/// A setting is wrong: one that comes from outside the code (environment, file), or any of an <see cref="LlmClient"/>. The message names the
/// setting and its origin.
/// </summary>
public sealed class LlmConfigurationException : LlmException
{
    internal LlmConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
