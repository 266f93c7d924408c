namespace OllamaSdk.Transfers;

/// <summary>Adds progress lines up: layers interleave, <c>completed</c> is missing while it is 0, and either number may jump.</summary>
internal sealed class TransferTracker(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    // An upload reports thousands of times a second; the rate needs far fewer points.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(50);

    private readonly List<LayerProgress> _layers = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly Queue<(long At, long Bytes)> _samples = new();
    private long _newestAt;
    private long _lastDone;
    private long _before;
    private string _status = "";

    /// <summary>The most bytes that were ever done; an interrupted pull made progress if this grew.</summary>
    public long MostCompleted { get; private set; }

    public TransferProgress Add(ModelProgress line) => Add(line.StatusOnWire ?? _status, line.DigestOnWire, line.Completed, line.Total);

    public TransferProgress Add(string status, string? digest, long? completed, long? total)
    {
        _status = status;
        if (digest is not null)
        {
            AddLayer(digest, completed, total);
        }
        else if (SaysThatAllIsThere(status))
        {
            CompleteLayers();
        }

        var done = LayerProgress.Sum(_layers, l => l.Completed);
        MostCompleted = Math.Max(MostCompleted, done);
        return new TransferProgress(status, [.. _layers], Rate(done - _before)) { Current = digest is null ? null : _layers[_index[digest]] };
    }

    // A server reports now and then, so the last report of a layer may be long before its end. These come when every layer has arrived.
    private static bool SaysThatAllIsThere(string status) =>
        status is "verifying sha256 digest" or "writing manifest" or "pushing manifest" or "success";

    private void CompleteLayers()
    {
        for (var i = 0; i < _layers.Count; i++)
        {
            _layers[i] = _layers[i] with { Completed = Math.Max(_layers[i].Completed, _layers[i].Total) };
        }
    }

    private void AddLayer(string digest, long? completed, long? total)
    {
        var isNew = false;
        if (!_index.TryGetValue(digest, out var at))
        {
            _index[digest] = at = _layers.Count;
            _layers.Add(new LayerProgress(digest, 0, 0));
            isNew = true;
        }

        var size = Math.Max(0, total ?? _layers[at].Total);
        var done = Math.Max(0, completed ?? 0);
        _layers[at] = new LayerProgress(digest, size > 0 ? Math.Min(done, size) : done, size);
        // What its first report says may have been there for long: nobody saw how fast it came.
        _before += isNew ? Math.Min(_layers[at].Completed, long.MaxValue - _before) : 0;
    }

    private double? Rate(long done)
    {
        var now = clock.GetTimestamp();
        if (done < _lastDone)
        {
            // Started anew: what was measured before says nothing of now.
            _samples.Clear();
        }

        _lastDone = done;
        while (_samples.Count > 1 && clock.GetElapsedTime(_samples.Peek().At, now) > Window)
        {
            _samples.Dequeue();
        }

        if (_samples.Count == 0 || clock.GetElapsedTime(_newestAt, now) >= Grain)
        {
            _samples.Enqueue((now, done));
            _newestAt = now;
        }

        var (at, bytes) = _samples.Peek();
        var seconds = clock.GetElapsedTime(at, now).TotalSeconds;
        return seconds > 0 ? (done - bytes) / seconds : null;
    }
}
