using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OllamaSdk.Telemetry;

/// <summary>One watched call: its span, its times, and what the answer said. There is none where nobody listens.</summary>
/// <remarks>What it knows of requests and answers is said by the floor that has them.</remarks>
internal abstract class CallSpan
{
    // What Microsoft.Extensions.AI calls the span around the turns of one call and its functions. It tells nothing itself.
    private const string Grouping = "orchestrate_tools";

    // Set where a server failed, and read by the call to the next one, further down the same flow.
    private static readonly AsyncLocal<Fallback?> Moved = new();

    private readonly string _provider;
    private readonly object _port;
    private readonly bool _isTold;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private long _lastChunkAt;
    private double? _firstChunk;
    private Histogram<double>? _laterChunks;
    private KeyValuePair<string, object?>[] _chunkTags = [];
    private string? _error;
    private int _ended;

    /// <param name="operation">What is done, by the conventions' name.</param>
    /// <param name="provider">The kind of server.</param>
    /// <param name="model">What was asked for.</param>
    /// <param name="server">Where.</param>
    /// <param name="clock">The client's.</param>
    /// <param name="isTold">Whether there are spans and metrics; else only the derived class hears of the call.</param>
    protected CallSpan(string operation, string provider, string? model, Uri server, TimeProvider clock, bool isTold)
    {
        (Operation, Model, Server, _provider, _port) = (operation, model, server, provider, server.Port);
        (_isTold, _clock, _startedAt) = (isTold, clock, clock.GetTimestamp());
        if (isTold && Instruments.Source.HasListeners())
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

    /// <summary>Whether the text of the answer is told too, so that the parts of a stream must have it.</summary>
    public virtual bool KeepsContent => false;

    protected string Operation { get; }

    protected string? Model { get; }

    protected Uri Server { get; }

    /// <summary>The span, where it is sampled.</summary>
    protected Activity? Activity { get; }

    protected string? ResponseModel { get; set; }

    protected long? InputTokens { get; set; }

    protected long? OutputTokens { get; set; }

    protected long? CachedTokens { get; set; }

    protected abstract bool IsEmbedding { get; }

    /// <summary>Whether a span around this call tells the same already: another library's middleware does where it is on.</summary>
    public static bool IsToldAbove(string operation)
    {
        var above = Activity.Current;
        while (above is { OperationName: Grouping })
        {
            above = above.Parent;
        }

        // By the name: the package for Microsoft.Extensions.AI has a source of its own, of this one's name.
        return above is not null && above.Source.Name != LlmTelemetry.SourceName && above.GetTagItem(Names.Operation) as string == operation;
    }

    /// <summary>The calls further down this flow come after a failure elsewhere.</summary>
    public static void NoteFallback(string server, string model, string error) => Moved.Value = new(server, model, error);

    /// <summary>A part of a streamed answer has come.</summary>
    public void NoteChunk(object chunk)
    {
        Note(chunk);
        if (_firstChunk is null)
        {
            _lastChunkAt = _clock.GetTimestamp();
            _firstChunk = _clock.GetElapsedTime(_startedAt, _lastChunkAt).TotalSeconds;
            if (_isTold)
            {
                _chunkTags = MetricTags().ToArray();
                _laterChunks = Instruments.LaterChunk.Enabled ? Instruments.LaterChunk : null;
                Instruments.FirstChunk.Record(_firstChunk.Value, _chunkTags);
            }
        }
        else if (_laterChunks is not null)
        {
            // Once per token: no tags are put together anew, and the clock is read once.
            var now = _clock.GetTimestamp();
            _laterChunks.Record(_clock.GetElapsedTime(_lastChunkAt, now).TotalSeconds, _chunkTags);
            _lastChunkAt = now;
        }
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
            Activity?.Tell(Names.ErrorType, error);
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

        var duration = _clock.GetElapsedTime(_startedAt);
        if (_isTold)
        {
            Measure(duration.TotalSeconds);
        }

        if (Activity is { IsAllDataRequested: true } span)
        {
            span.Tell(Names.ResponseModel, ResponseModel);
            span.Tell(Names.InputTokens, InputTokens);
            span.Tell(Names.OutputTokens, IsEmbedding ? null : OutputTokens);
            span.Tell(Names.CachedTokens, CachedTokens);
            span.Tell(Names.ResponseFirstChunk, _firstChunk);
            Finish(span);
        }

        Activity?.Dispose();
        Ended(duration, _error);
    }

    /// <summary>Hears of the end, whether there is a span or not.</summary>
    protected abstract void Ended(TimeSpan duration, string? error);

    /// <summary>Adds what is known of the answer only now.</summary>
    protected abstract void Finish(Activity activity);

    private void Measure(double seconds)
    {
        var tags = MetricTags();
        Instruments.CountTokens(IsEmbedding, InputTokens, OutputTokens, CachedTokens, tags);
        if (_error is not null)
        {
            tags.Add(Names.ErrorType, _error);
        }

        Instruments.Duration(IsEmbedding).Record(seconds, tags);
    }

    // What a sampler decides by must be there from the start.
    private TagList Tags()
    {
        TagList tags = new() { { Names.Operation, Operation }, { Names.Provider, _provider } };
        if (Model is not null)
        {
            tags.Add(Names.RequestModel, Model);
        }

        tags.Add(Names.ServerAddress, Server.Host);
        tags.Add(Names.ServerPort, _port);
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
