using OllamaSdk.Transport;

namespace OllamaSdk.Llm;

/// <summary>The list of a server's models, kept for a while. However many ask, one request is under way.</summary>
internal sealed class ModelCache(Func<Task<IReadOnlyList<LlmModelInfo>>> fetch, Uri address, TimeSpan lifetime, TimeProvider clock)
{
    private readonly object _lock = new();
    private IReadOnlyList<LlmModelInfo>? _list;
    private Epoch? _listEpoch;
    private long _fetchedAt;
    private int _drops;
    private Task<IReadOnlyList<LlmModelInfo>>? _pending;
    private Epoch _pendingEpoch;

    /// <exception cref="LlmException">The server gives no list, and there is none to serve in its place.</exception>
    public async Task<IReadOnlyList<LlmModelInfo>> GetAsync(bool useCache, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<LlmModelInfo>> pending;
        lock (_lock)
        {
            var now = new Epoch(_drops, ModelChanges.CountOf(address));
            if (useCache && IsFresh(now))
            {
                return _list!;
            }

            if (_pending is null || _pendingEpoch != now)
            {
                // What has changed since a fetch began may be missing from its answer.
                _pendingEpoch = now;
                _pending = Task.Run(() => FetchAsync(now), CancellationToken.None);
                _pending.Forget();
            }

            pending = _pending;
        }

        try
        {
            // One caller that leaves must not take the list from the others.
            return await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException e) when (useCache && IsDown(e) && _list is { } old)
        {
            return [.. old.Select(model => model with { IsStale = true })];
        }
    }

    /// <summary>Makes the next call ask the server; a list that is being fetched is used by those who wait for it only.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _drops++;
        }
    }

    // Held by GetAsync.
    private bool IsFresh(Epoch now) =>
        _listEpoch == now && (lifetime == Timeout.InfiniteTimeSpan || clock.GetElapsedTime(_fetchedAt) < lifetime);

    private static bool IsDown(LlmException e) =>
        e is LlmConnectionException or LlmTimeoutException or LlmProtocolException or LlmApiException { Status: >= 500 or 429 };

    private async Task<IReadOnlyList<LlmModelInfo>> FetchAsync(Epoch epoch)
    {
        IReadOnlyList<LlmModelInfo>? list = null;
        try
        {
            return list = await fetch().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                // A fetch that began later knows more.
                if (_pendingEpoch == epoch)
                {
                    (_list, _listEpoch, _fetchedAt, _pending) = (list ?? _list, list is null ? null : epoch, clock.GetTimestamp(), null);
                }
            }
        }
    }

    /// <summary>What a list knows of: how often lists were dropped, and models changed, before it was asked for.</summary>
    private readonly record struct Epoch(int Drops, int Changes);
}
