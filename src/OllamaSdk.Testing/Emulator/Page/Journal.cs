namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>
/// The requests that the page shows. One lock guards them and all that changes in them: a person looks at them, some at a time, and nothing here is large.
/// The oldest go when there are too many.
/// </summary>
internal sealed class Journal(TimeProvider clock)
{
    private const int MaxVisits = 200;
    private readonly Queue<Visit> _visits = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _revision;
    private long _lastId;
    private bool _isPaused;

    public object Lock { get; } = new();

    public TimeProvider Clock { get; } = clock;

    /// <summary>Ends with the next change. Taken before one looks, it misses none.</summary>
    public Task Next
    {
        get
        {
            lock (Lock)
            {
                return _next.Task;
            }
        }
    }

    /// <summary>The number of the last change; under the lock.</summary>
    public long Revision => _revision;

    /// <summary>Whether requests are answered without being written down.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set
        {
            lock (Lock)
            {
                _isPaused = value;
                Touch();
            }
        }
    }

    /// <summary>What is kept, the oldest first; under the lock.</summary>
    public IEnumerable<Visit> Visits => _visits;

    /// <summary>Whatever has a lower number is no longer kept; under the lock.</summary>
    public long First => _visits.TryPeek(out var oldest) ? oldest.Id : _lastId + 1;

    /// <summary>Writes down that a request has come.</summary>
    /// <returns><see langword="null"/> in a pause.</returns>
    public Visit? Begin()
    {
        lock (Lock)
        {
            if (_isPaused)
            {
                return null;
            }

            var visit = new Visit(this, ++_lastId);
            _visits.Enqueue(visit);
            if (_visits.Count > MaxVisits)
            {
                _visits.Dequeue();
            }

            visit.Revision = Touch();
            return visit;
        }
    }

    public Visit? Find(long id)
    {
        lock (Lock)
        {
            return _visits.FirstOrDefault(visit => visit.Id == id);
        }
    }

    public void Clear()
    {
        lock (Lock)
        {
            _visits.Clear();
            Touch();
        }
    }

    /// <summary>Something has changed: whoever waits is woken. Under the lock.</summary>
    /// <returns>The number of the change.</returns>
    public long Touch()
    {
        var changed = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
        return ++_revision;
    }
}
