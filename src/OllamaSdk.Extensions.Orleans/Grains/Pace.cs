namespace OllamaSdk.BulkJobs.Grains;

/// <summary>How many texts and parts end per second, over the last minute.</summary>
internal sealed class Pace(TimeProvider clock)
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, int Texts)> _ends = new();
    private DateTimeOffset _since = clock.GetUtcNow();
    private long _texts;

    public void Add(int texts)
    {
        _ends.Enqueue((clock.GetUtcNow(), texts));
        _texts += texts;
        Forget();
    }

    /// <summary>Begins anew, after a time in which nothing was to be done.</summary>
    public void Restart()
    {
        _ends.Clear();
        (_since, _texts) = (clock.GetUtcNow(), 0);
    }

    /// <summary>Texts and parts per second; nothing while no part has ended.</summary>
    public (double Texts, double Parts)? PerSecond()
    {
        Forget();
        var seconds = (clock.GetUtcNow() - _since).TotalSeconds;
        return _ends.Count > 0 && seconds > 0 ? (_texts / seconds, _ends.Count / seconds) : null;
    }

    private void Forget()
    {
        var from = clock.GetUtcNow() - s_window;
        while (_ends.TryPeek(out var end) && end.At < from)
        {
            _texts -= _ends.Dequeue().Texts;
        }

        _since = _since < from ? from : _since;
    }
}
