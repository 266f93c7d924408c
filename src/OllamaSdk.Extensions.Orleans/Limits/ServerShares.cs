using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OllamaSdk.BulkJobs.Limits;

/// <summary>This silo's places at every server with a limit.</summary>
internal sealed class ServerShares
{
    private readonly IGrainFactory _grains;
    private readonly string _silo;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, string> _limited;
    private readonly ConcurrentDictionary<string, ServerShare> _shares = new(StringComparer.OrdinalIgnoreCase);

    public ServerShares(IGrainFactory grains, ILocalSiloDetails silo, IOptions<LlmBulkJobsOptions> options)
    {
        (_grains, _silo, _clock) = (grains, silo.SiloAddress.ToParsableString(), options.Value.TimeProvider);
        _limited = options.Value.ServerLimits.Keys.ToDictionary(name => Authority(new Uri(name)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The places at the server that a request goes to; nothing where it has no limit.</summary>
    public ServerShare? For(Uri? address) =>
        address is not null && _limited.TryGetValue(Authority(address), out var name)
            ? _shares.GetOrAdd(name, key => new((inUse, wanted) => _grains.GetGrain<IServerLimitGrain>(key).ShareAsync(_silo, inUse, wanted), _clock))
            : null;

    private static string Authority(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
