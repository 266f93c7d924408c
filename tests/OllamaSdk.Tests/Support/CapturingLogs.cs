using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OllamaSdk.Tests;

/// <summary>Keeps every log line, whatever its level, with the text of its values and of its exception.</summary>
internal sealed class CapturingLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    private readonly ConcurrentQueue<string> _beyond = new();

    private readonly ConcurrentQueue<KeyValuePair<string, object?>> _values = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Those that do not merely say that a call begins, ends or fails.</summary>
    public IReadOnlyCollection<string> LinesBeyondCalls => _beyond;

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

        var line = $"{logLevel} {formatter(state, exception)} {string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"))} {exception}";
        _lines.Enqueue(line);
        if (eventId.Id is not (10 or 11 or 12))
        {
            _beyond.Enqueue(line);
        }
    }

    public void Dispose()
    {
    }
}
