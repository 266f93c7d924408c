using System.Collections.Concurrent;

namespace OllamaSdk.Transport;

/// <summary>
/// The SDK's own connections. .NET lets a request that finds none free wait inside the pool, where nobody sees that it waits for its own program and not
/// for the server; so it is counted here which are free. One request takes one connection: the SDK asks for HTTP/1.1.
/// </summary>
internal sealed class OwnPool(SocketsHttpHandler connections) : DelegatingHandler(connections)
{
    private readonly ConcurrentDictionary<string, FreeConnections> _servers = new(StringComparer.OrdinalIgnoreCase);

    public static OwnPool Create(LlmConnectionOptions options, TimeSpan? connectLimit = null) => new(ConnectionPool.Create(options, connectLimit));

    /// <summary>Those to the server at this address, which all clients over this pool share.</summary>
    public FreeConnections To(Uri address) =>
        _servers.GetOrAdd(address.GetLeftPart(UriPartial.Authority), static (_, count) => new FreeConnections(count), connections.MaxConnectionsPerServer);
}

/// <summary>How many connections to one server are free.</summary>
internal sealed class FreeConnections(int count)
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>Takes one for a call, which gives it back when its body is done with. Only the whole call's time and its token end the wait.</summary>
    public ValueTask TakeAsync(CallState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wait = _free.WaitAsync(cancellationToken);
        if (!wait.IsCompletedSuccessfully)
        {
            return new ValueTask(WaitAsync(wait, state));
        }

        state.Connection = new Taken(_free);
        return default;
    }

    private async Task WaitAsync(Task wait, CallState state)
    {
        state.AwaitedConnections = count;
        await wait.ConfigureAwait(false);
        state.AwaitedConnections = null;
        state.Connection = new Taken(_free);
    }

    private sealed class Taken(SemaphoreSlim free) : IDisposable
    {
        private int _given;

        // A stream that somebody neither reads to its end nor leaves: .NET frees its connection in the same way.
        ~Taken() => Give();

        public void Dispose()
        {
            Give();
            GC.SuppressFinalize(this);
        }

        private void Give()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
            {
                free.Release();
            }
        }
    }
}
