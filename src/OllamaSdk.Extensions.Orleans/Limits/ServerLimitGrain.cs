using Microsoft.Extensions.Options;

namespace OllamaSdk.BulkJobs.Limits;

/// <summary>
/// Nothing of it is kept: every silo says twice a second what it has under way. So it knows all again soon after it has moved, and gives out nothing new until then.
/// </summary>
internal sealed class ServerLimitGrain(IOptions<LlmBulkJobsOptions> options, ISiloStatusOracle silos) : Grain, IServerLimitGrain
{
    /// <summary>How often a silo says what it needs, while it needs something.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a share stays with a silo that says nothing.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock = options.Value.TimeProvider;
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private DateTimeOffset _settled;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _settled = _clock.GetUtcNow() + (2 * Interval);
        return Task.CompletedTask;
    }

    public Task<int> ShareAsync(string silo, int inUse, int wanted)
    {
        var now = _clock.GetUtcNow();
        foreach (var (other, share) in _shares.ToList())
        {
            if (share.Until < now || silos.IsDeadSilo(SiloAddress.FromParsableString(other)))
            {
                _shares.Remove(other);
            }
        }

        var limit = options.Value.ServerLimits.TryGetValue(this.GetPrimaryKeyString(), out var set) ? set : int.MaxValue;
        _shares[silo] = new Share(inUse, wanted, now + Lifetime);
        var free = limit - _shares.Where(share => share.Key != silo).Sum(share => (long)share.Value.Granted);
        var fair = now < _settled ? 0 : FairShares.Of(limit, _shares.ToDictionary(share => share.Key, share => share.Value.Wanted, StringComparer.Ordinal))[silo];
        // What is under way cannot be taken back, only not be given again.
        var granted = (int)Math.Max(inUse, Math.Min(fair, free));
        _shares[silo] = _shares[silo] with { Granted = granted };
        return Task.FromResult(granted);
    }

    private sealed record Share(int Granted, int Wanted, DateTimeOffset Until);
}
