using System.Diagnostics;

namespace OllamaSdk.Telemetry;

/// <summary>One watched call: its span, its times, and what the answer said. There is none where nobody listens.</summary>
/// <remarks>What it knows of requests and answers is said by the floor that has them.</remarks>
internal abstract class CallSpan
{
    // Set where a server failed, and read by the call to the next one, further down the same flow.
    private static readonly AsyncLocal<Fallback?> Moved = new();

    private readonly string _operation;
    private readonly string _provider;
    private readonly string? _model;
    private readonly Uri _server;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private long _lastChunkAt;
    private double? _firstChunk;
    private string? _error;
    private int _ended;

    protected CallSpan(string operation, string provider, string? model, Uri server, TimeProvider clock)
    {
        (_operation, _provider, _model, _server, _clock, _startedAt) = (operation, provider, model, server, clock, clock.GetTimestamp());
        if (Instruments.Source.HasListeners())
        {
            Activity = Instruments.Source.StartActivity(
                model is null ? operation : $"{operation} {model}", ActivityKind.Client, default(ActivityContext), Tags().ToArray());
        }

        if (Activity is not null && Moved.Value is { } moved)
        {
            Activity.AddEvent(new ActivityEvent(Names.FallbackEvent, tags: new ActivityTagsCollection
            {
                [Names.FallbackFrom] = moved.Server,
                [Names.FallbackFromModel] = moved.Model,
                [Names.ErrorType] = moved.Error,
            }));
        }
    }

    /// <summary>The span, where it is sampled.</summary>
    protected Activity? Activity { get; }

    /// <summary>Whether the span holds all that is known, and not only that it was.</summary>
    protected bool IsRecorded => Activity is { IsAllDataRequested: true };

    protected string? ResponseModel { get; set; }

    protected long? InputTokens { get; set; }

    protected long? OutputTokens { get; set; }

    protected long? CachedTokens { get; set; }

    protected abstract bool IsEmbedding { get; }

    /// <summary>Whether a span around this call tells the same already: another library's middleware does where it is on.</summary>
    public static bool IsToldAbove(string operation) =>
        Activity.Current is { } above && above.Source != Instruments.Source && above.GetTagItem(Names.Operation) as string == operation;

    /// <summary>The calls further down this flow come after a failure elsewhere.</summary>
    public static void NoteFallback(string server, string model, string error) => Moved.Value = new(server, model, error);

    /// <summary>A part of a streamed answer has come.</summary>
    public void NoteChunk(object chunk)
    {
        var now = _clock.GetTimestamp();
        Note(chunk);
        var tags = MetricTags();
        if (_firstChunk is null)
        {
            _firstChunk = _clock.GetElapsedTime(_startedAt, now).TotalSeconds;
            Instruments.FirstChunk.Record(_firstChunk.Value, tags);
        }
        else
        {
            Instruments.LaterChunk.Record(_clock.GetElapsedTime(_lastChunkAt, now).TotalSeconds, tags);
        }

        _lastChunkAt = now;
    }

    /// <summary>Reads what an answer, or a part of one, tells.</summary>
    public abstract void Note(object answer);

    /// <summary>The request is sent again.</summary>
    public void NoteRetry(int retry, TimeSpan delay, string error) => Activity?.AddEvent(new ActivityEvent(Names.RetryEvent, tags: new ActivityTagsCollection
    {
        [Names.RetryCount] = retry,
        [Names.RetryDelay] = delay.TotalSeconds,
        [Names.ErrorType] = error,
    }));

    /// <summary>The call failed; the first word of it stands.</summary>
    public void Fail(string error, string? description)
    {
        if (_error is null)
        {
            _error = error;
            Activity?.SetTag(Names.ErrorType, error);
            Activity?.SetStatus(ActivityStatusCode.Error, description);
        }
    }

    /// <summary>The call is over, however it was. Saying it again does nothing.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        var tags = MetricTags();
        if (_error is not null)
        {
            tags.Add(Names.ErrorType, _error);
        }

        Instruments.Duration(IsEmbedding).Record(_clock.GetElapsedTime(_startedAt).TotalSeconds, tags);
        Instruments.CountTokens(IsEmbedding, InputTokens, OutputTokens, CachedTokens, MetricTags());
        if (IsRecorded)
        {
            Activity!.SetTag(Names.ResponseModel, ResponseModel);
            Activity.SetTag(Names.InputTokens, InputTokens);
            Activity.SetTag(Names.OutputTokens, IsEmbedding ? null : OutputTokens);
            Activity.SetTag(Names.CachedTokens, CachedTokens);
            Activity.SetTag(Names.ResponseFirstChunk, _firstChunk);
            Finish(Activity);
        }

        Activity?.Dispose();
    }

    /// <summary>Adds what is known of the answer only now.</summary>
    protected abstract void Finish(Activity activity);

    // What a sampler decides by must be there from the start.
    private TagList Tags()
    {
        TagList tags = new() { { Names.Operation, _operation }, { Names.Provider, _provider } };
        if (_model is not null)
        {
            tags.Add(Names.RequestModel, _model);
        }

        tags.Add(Names.ServerAddress, _server.Host);
        tags.Add(Names.ServerPort, _server.Port);
        return tags;
    }

    private TagList MetricTags()
    {
        var tags = Tags();
        if (ResponseModel is not null)
        {
            tags.Add(Names.ResponseModel, ResponseModel);
        }

        return tags;
    }

    private sealed record Fallback(string Server, string Model, string Error);
}
