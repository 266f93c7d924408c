namespace OllamaSdk.Llm;

/// <summary>The servers of one target. Each call goes to the one that has the fewest under way; of equals, to the one that was asked longest ago.</summary>
internal sealed class ServerPool
{
    private readonly object _lock = new();
    private readonly Dictionary<LlmServer, long> _lastTurns = [];
    private long _turn;

    /// <summary>Puts the server to be asked next in front of those of this pool that are left, and counts the call in.</summary>
    /// <param name="candidates">The targets of one call; those of a pool stand together.</param>
    /// <param name="from">Where the servers that are left begin.</param>
    public void Choose((LlmRoute Route, string Model)[] candidates, int from)
    {
        var count = candidates.Skip(from).TakeWhile(candidate => candidate.Route.Pool == this).Count();
        lock (_lock)
        {
            // Counted under the lock: ten calls at once must not all see the same idle server.
            var chosen = Enumerable.Range(from, count).MinBy(i => (candidates[i].Route.Server.Outstanding, _lastTurns.GetValueOrDefault(candidates[i].Route.Server)));
            (candidates[from], candidates[chosen]) = (candidates[chosen], candidates[from]);
            var server = candidates[from].Route.Server;
            _lastTurns[server] = ++_turn;
            server.Enter();
        }
    }
}
