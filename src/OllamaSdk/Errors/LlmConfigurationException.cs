namespace OllamaSdk;

/// <summary>A setting that comes from outside the code (environment, file) is wrong. The message names the setting and its origin.</summary>
public sealed class LlmConfigurationException : LlmException
{
    internal LlmConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
