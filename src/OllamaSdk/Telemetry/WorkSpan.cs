using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OllamaSdk.Telemetry;

/// <summary>Work inside this process: a tool that runs, or the whole of a tool loop. There is none where nobody listens.</summary>
internal sealed class WorkSpan : IDisposable
{
    private readonly Histogram<double> _duration;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly string _operation;
    private readonly string? _name;
    private readonly Activity? _activity;
    private string? _error;

    private WorkSpan(string operation, string? name, Histogram<double> duration)
    {
        (_operation, _name, _duration) = (operation, name, duration);
        _activity = Instruments.Source.StartActivity(name is null ? operation : $"{operation} {name}");
        _activity?.SetTag(Names.Operation, operation);
    }

    /// <summary>A tool runs.</summary>
    public static WorkSpan? OfTool(string name, string? callId, string? description)
    {
        if (!Instruments.ToolsAreWatched || CallSpan.IsToldAbove("execute_tool"))
        {
            return null;
        }

        var span = new WorkSpan("execute_tool", name, Instruments.ToolDuration);
        span._activity?.SetTag(Names.ToolName, name);
        span._activity?.SetTag(Names.ToolType, "function");
        span._activity?.SetTag(Names.ToolCallId, callId);
        span._activity?.SetTag(Names.ToolDescription, description);
        return span;
    }

    /// <summary>A tool loop runs: turns of the model and their tools.</summary>
    public static WorkSpan? OfLoop() => Instruments.LoopsAreWatched ? new WorkSpan("invoke_agent", null, Instruments.AgentDuration) : null;

    /// <summary>Makes the span that of the flow again: an iterator is resumed in the flow of whoever reads it.</summary>
    /// <param name="model">The model of the turns, as soon as it is known.</param>
    public void Resume(string? model)
    {
        if (_activity is not null)
        {
            _activity.SetTag(Names.RequestModel, model);
            Activity.Current = _activity;
        }
    }

    /// <summary>Adds what was written, where that was asked for.</summary>
    public void AddContent(string name, Func<string> text)
    {
        if (LlmTelemetry.CaptureContent && _activity is { IsAllDataRequested: true })
        {
            _activity.SetTag(name, text());
        }
    }

    public void Fail(string error, string? description)
    {
        _error = error;
        _activity?.SetTag(Names.ErrorType, error);
        _activity?.SetStatus(ActivityStatusCode.Error, description);
    }

    public void Dispose()
    {
        TagList tags = new() { { Names.Operation, _operation } };
        if (_name is not null)
        {
            tags.Add(Names.ToolName, _name);
        }

        if (_error is not null)
        {
            tags.Add(Names.ErrorType, _error);
        }

        _duration.Record(Stopwatch.GetElapsedTime(_startedAt).TotalSeconds, tags);
        _activity?.Dispose();
    }
}
