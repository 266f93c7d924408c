namespace OllamaSdk.Cli.Settings;

/// <summary>What was typed, or a file that was named, is wrong; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
