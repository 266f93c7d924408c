namespace OllamaSdk.Cli.Commands;

/// <summary>The cluster cannot be reached, or refuses.</summary>
/// <param name="code">What the shell is told.</param>
/// <param name="message">What the person is told.</param>
internal sealed class JobsException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
