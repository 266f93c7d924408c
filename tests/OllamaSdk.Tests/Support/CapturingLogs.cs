using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OllamaSdk.Tests;

/// <summary>Keeps every log line, whatever its level, with the text of its values and of its exception.</summary>
internal sealed class CapturingLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    private readonly ConcurrentQueue<KeyValuePair<string, object?>> _values = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The values of all lines, by their placeholders' names.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>> Values => _values;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        foreach (var value in values)
        {
            _values.Enqueue(value);
        }

        _lines.Enqueue($"{logLevel} {formatter(state, exception)} {string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"))} {exception}");
    }

    public void Dispose()
    {
    }
}
