using OllamaSdk.Transport;

namespace OllamaSdk.Llm;

/// <summary>What targets on the same server with the same key have in common.</summary>
internal sealed class LlmServer(TargetSettings target, LlmBackend backend, Breaker breaker, TimeSpan cacheLifetime, TimeProvider clock) : IDisposable
{
    private int _outstanding;

    public LlmProvider Provider => target.Provider;

    public Uri Address => target.Address;

    /// <summary>What it is made of: that of the first target, of several that are alike.</summary>
    public TargetSettings Settings => target;

    public LlmBackend Backend => backend;

    public Breaker Breaker => breaker;

    public ModelCache Models { get; } = new(() => backend.ListModelsAsync(CancellationToken.None), target.Address, cacheLifetime, clock);

    /// <summary>How many calls of this client are under way at the server, streams that are being read included.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    public void Enter() => Interlocked.Increment(ref _outstanding);

    public void Leave() => Interlocked.Decrement(ref _outstanding);

    public bool Serves(TargetSettings other) =>
        target.Provider == other.Provider && target.Endpoint == other.Endpoint && target.ApiKey == other.ApiKey
        && TimerSetting.All.All(timer => timer.Of(target.Timeouts) == timer.Of(other.Timeouts))
        && target.PromptGuard.IsSameAs(other.PromptGuard)
        && target.Given.Headers.Count == other.Given.Headers.Count
        && target.Given.Headers.All(header => other.Given.Headers.TryGetValue(header.Key, out var value) && value == header.Value);

    public void Dispose() => backend.Dispose();
}

/// <summary>A target and its server; of a target that is a pool, one of its servers.</summary>
internal sealed record LlmRoute(TargetSettings Target, LlmServer Server, ServerPool? Pool = null);
