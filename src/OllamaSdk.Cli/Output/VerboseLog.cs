using Microsoft.Extensions.Logging;

namespace OllamaSdk.Cli.Output;

/// <summary>What the SDK logs (retries, a server that is passed over) on standard error, for <c>--verbose</c>.</summary>
internal sealed class VerboseLog : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            ErrorText.Print(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
