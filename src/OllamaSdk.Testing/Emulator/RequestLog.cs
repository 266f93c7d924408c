namespace OllamaSdk.Testing.Emulator;

/// <summary>The requests so far. The oldest go when there are too many, so that an emulator may run for days.</summary>
internal sealed class RequestLog
{
    private const int MaxRequests = 1000;
    private const long MaxBytes = 64 * 1024 * 1024;
    private readonly Queue<ReceivedRequest> _requests = new();
    private long _bytes;

    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public void Add(ReceivedRequest request)
    {
        lock (_requests)
        {
            _requests.Enqueue(request);
            _bytes += request.Size;
            while (_requests.Count > MaxRequests || (_bytes > MaxBytes && _requests.Count > 1))
            {
                _bytes -= _requests.Dequeue().Size;
            }
        }
    }
}
