using OllamaSdk.Transport;

namespace OllamaSdk;

public abstract partial class LlmConnectionOptions
{
    /// <summary>
    /// The connection pool that a client of these options would make for itself, for an <see cref="HttpClient"/> of yours: it closes a stream that is
    /// left at once, follows no redirect, and asks no proxy for servers on this machine. Whoever made it disposes it.
    /// </summary>
    /// <returns>A pool of its own.</returns>
    public SocketsHttpHandler CreateConnectionPool() => ConnectionPool.Create(this);
}
