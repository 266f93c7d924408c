using System.Runtime.CompilerServices;
using OllamaSdk.Models;

namespace OllamaSdk;

public partial class OllamaClient
{
    private async Task DemandAsync(string model, IEnumerable<ModelCapability> needed, CallOptions? options, CancellationToken cancellationToken)
    {
        if (_setup.CheckCapabilities && needed.Any())
        {
            // A server that does not say what the model can do still refuses by itself.
            if (await _capabilities.GetAsync(model, needed, options, cancellationToken).ConfigureAwait(false) is { } present)
            {
                CapabilityCheck.Demand(needed, present, model, Endpoint);
            }
        }
    }

    // Without the check the stream is handed on as it is: no second iterator per chunk.
    private IAsyncEnumerable<T> DemandFirst<T>(
        IAsyncEnumerable<T> stream, string model, IEnumerable<ModelCapability> needed, CallOptions? options, CancellationToken cancellationToken)
    {
        return _setup.CheckCapabilities ? CheckedAsync(cancellationToken) : stream;

        async IAsyncEnumerable<T> CheckedAsync([EnumeratorCancellation] CancellationToken token)
        {
            await DemandAsync(model, needed, options, token).ConfigureAwait(false);
            await foreach (var item in stream.WithCancellation(token).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }
}
