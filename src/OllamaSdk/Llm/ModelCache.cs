namespace OllamaSdk.Llm;

/// <summary>The list of a server's models, kept for a while. However many ask, one request is under way.</summary>
internal sealed class ModelCache(Func<Task<IReadOnlyList<ModelInfo>>> fetch, Uri address, TimeSpan lifetime, TimeProvider clock)
{
    private readonly object _lock = new();
    private IReadOnlyList<ModelInfo>? _list;
    private long _fetchedAt;
    private int _changesSeen;
    private bool _isDropped;
    private Task<IReadOnlyList<ModelInfo>>? _pending;

    /// <exception cref="LlmException">The server gives no list, and there is none to serve in its place.</exception>
    public async Task<IReadOnlyList<ModelInfo>> GetAsync(bool useCache, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<ModelInfo>> pending;
        lock (_lock)
        {
            if (useCache && IsFresh)
            {
                return _list!;
            }

            pending = _pending ??= Task.Run(FetchAsync, CancellationToken.None);
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
            _isDropped = true;
        }
    }

    // Held by GetAsync.
    private bool IsFresh => _list is not null && !_isDropped && _changesSeen == ModelChanges.CountOf(address)
        && (lifetime == Timeout.InfiniteTimeSpan || clock.GetElapsedTime(_fetchedAt) < lifetime);

    private static bool IsDown(LlmException e) =>
        e is LlmConnectionException or LlmTimeoutException or LlmProtocolException or LlmApiException { Status: >= 500 or 429 };

    private async Task<IReadOnlyList<ModelInfo>> FetchAsync()
    {
        int changes;
        lock (_lock)
        {
            // What changes from here on may be missing from the answer.
            changes = ModelChanges.CountOf(address);
            _isDropped = false;
        }

        try
        {
            var list = await fetch().ConfigureAwait(false);
            lock (_lock)
            {
                (_list, _fetchedAt, _changesSeen) = (list, clock.GetTimestamp(), changes);
            }

            return list;
        }
        catch
        {
            lock (_lock)
            {
                _isDropped = true;
            }

            throw;
        }
        finally
        {
            lock (_lock)
            {
                _pending = null;
            }
        }
    }
}
