using System.Runtime.CompilerServices;
using OllamaSdk.Models;
using OllamaSdk.Streaming;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>
    /// How the model can think, in its own words: what <see cref="Think.Level"/> takes for it, and what it does by itself. Asked once per version of the
    /// model, and remembered as long as the server's list shows the same one.
    /// </summary>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of the calls.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <inheritdoc cref="ShowModelAsync(ShowModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>
    /// The levels; <see cref="Think.Off"/> alone means that it cannot think. <see langword="null"/> where the server does not say: one before about
    /// 0.34.3, or a model without such facts, for which <c>low</c>, <c>medium</c>, <c>high</c> and <c>max</c> are the words.
    /// </returns>
    public virtual Task<ModelThinking?> GetThinkingLevelsAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _capabilities.GetThinkingAsync(ModelOr(model), options, cancellationToken);

    private async Task DemandAsync(
        ModelForm model, IEnumerable<ModelCapability> needed, Think? think, CallOptions? options, CancellationToken cancellationToken)
    {
        if (_setup.CheckThinkingLevels && think is not null
            && await _capabilities.FindThinkingAsync(model, options, cancellationToken).ConfigureAwait(false) is { } known)
        {
            ThinkingCheck.Demand(think, known, model.Name, Endpoint);
        }

        if (_setup.CheckCapabilities && needed.Any())
        {
            // A server that does not say what the model can do still refuses by itself.
            if (await _capabilities.GetAsync(model, needed, options, cancellationToken).ConfigureAwait(false) is { } present)
            {
                CapabilityCheck.Demand(needed, present, model.Name, Endpoint);
            }
        }
    }

    // Without the check the stream is handed on as it is: no second iterator per chunk.
    private IAsyncEnumerable<T> DemandFirst<T>(
        IAsyncEnumerable<T> stream, ModelForm model, IEnumerable<ModelCapability> needed, Think? think, CallOptions? options, CancellationToken cancellationToken)
    {
        return _setup.CheckCapabilities || (_setup.CheckThinkingLevels && think is not null) ? CheckedAsync(cancellationToken).WithOwnTokens(cancellationToken) : stream;

        async IAsyncEnumerable<T> CheckedAsync([EnumeratorCancellation] CancellationToken token)
        {
            await DemandAsync(model, needed, think, options, token).ConfigureAwait(false);
            await foreach (var item in stream.WithCancellation(token).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }
}
