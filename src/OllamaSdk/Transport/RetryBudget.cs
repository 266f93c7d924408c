namespace OllamaSdk.Transport;

/// <summary>
/// A token bucket over all calls of a client: a server that is down must not get every request three times. Retries take
/// <see cref="Cost"/> tokens, each success gives one back, so a long outage ends at one retry per <see cref="Cost"/> successes.
/// </summary>
internal sealed class RetryBudget
{
    private const int Capacity = 500;
    private const int Cost = 5;
    private int _tokens = Capacity;

    public bool TryTake()
    {
        while (true)
        {
            var tokens = Volatile.Read(ref _tokens);
            if (tokens < Cost)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _tokens, tokens - Cost, tokens) == tokens)
            {
                return true;
            }
        }
    }

    public void Refill()
    {
        var tokens = Volatile.Read(ref _tokens);
        if (tokens < Capacity)
        {
            Interlocked.CompareExchange(ref _tokens, tokens + 1, tokens);
        }
    }
}
