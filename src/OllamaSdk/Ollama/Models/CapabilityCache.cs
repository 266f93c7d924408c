using System.Collections.Concurrent;

namespace OllamaSdk.Models;

/// <summary>What models can do, remembered by digest: a name can come to mean another model, a digest cannot.</summary>
internal sealed class CapabilityCache(IOllamaModelsApi api)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ModelCapability>> _byDigest = new(StringComparer.Ordinal);

    /// <returns><see langword="null"/> where the server does not say (one older than the field).</returns>
    public async Task<IReadOnlyList<ModelCapability>?> GetAsync(string model, CallOptions? options, CancellationToken cancellationToken)
    {
        var list = await api.ListModelsAsync(options, cancellationToken).ConfigureAwait(false);
        var entry = list.Models.FirstOrDefault(m => ModelNames.Same(m.Name, model));
        if (entry?.Capabilities is { } listed)
        {
            return listed;
        }

        if (entry?.DigestOnWire is { } digest && _byDigest.TryGetValue(digest, out var known))
        {
            return known;
        }

        var details = await api.ShowModelAsync(new ShowModelRequest { Model = model }, options, cancellationToken).ConfigureAwait(false);
        if (entry?.DigestOnWire is not null && details.Capabilities is not null)
        {
            _byDigest[entry.Digest] = details.Capabilities;
        }

        return details.Capabilities;
    }
}
