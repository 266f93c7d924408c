namespace OllamaSdk.BulkJobs.Limits;

/// <summary>This silo's places at one server: who waits for one, and how many there are.</summary>
/// <param name="ask">Asks the cluster, with what is under way and what is wanted.</param>
/// <param name="clock">The clock.</param>
internal sealed class ServerShare(Func<int, int, Task<int>> ask, TimeProvider clock)
{
    private readonly object _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _inUse;
    private int _granted;
    private bool _isAsking;
    private DateTimeOffset _heard = clock.GetUtcNow();

    /// <summary>Waits for a place.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue(place);
            GiveOut();
            if (!_isAsking)
            {
                _isAsking = true;
                Task.Run(KeepAskingAsync, CancellationToken.None);
            }
        }

        await using var end = cancellationToken.Register(() => place.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        await place.Task.ConfigureAwait(false);
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _inUse--;
            GiveOut();
        }
    }

    // Until nobody here needs the server any more, and the cluster knows it.
    private async Task KeepAskingAsync()
    {
        while (true)
        {
            int inUse, wanted;
            lock (_lock)
            {
                (inUse, wanted) = (_inUse, _inUse + _waiting.Count);
            }

            try
            {
                var granted = await ask(inUse, wanted).ConfigureAwait(false);
                lock (_lock)
                {
                    (_granted, _heard) = (granted, clock.GetUtcNow());
                    GiveOut();
                    if (wanted == 0 && _inUse == 0 && _waiting.Count == 0)
                    {
                        _isAsking = false;
                        return;
                    }
                }
            }
            catch (Exception)
            {
                lock (_lock)
                {
                    // By then the cluster has given our share to others.
                    _granted = clock.GetUtcNow() - _heard > ServerLimitGrain.Lifetime / 2 ? 0 : _granted;
                }
            }

            await Task.Delay(ServerLimitGrain.Interval, clock).ConfigureAwait(false);
        }
    }

    private void GiveOut()
    {
        while (_inUse < _granted && _waiting.TryDequeue(out var next))
        {
            // Whoever has left the queue is passed over.
            _inUse += next.TrySetResult() ? 1 : 0;
        }
    }
}
