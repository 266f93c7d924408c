using System.Collections.Concurrent;
using OllamaSdk.Models;
using OllamaSdk.Transport;

namespace OllamaSdk.Fitting;

/// <summary>
/// The context lengths that one client asks for. A server loads a model anew for another length, so that they are few, powers of two, and never shorter than
/// what the client asked for before or what the server has loaded.
/// </summary>
internal sealed class ContextFit(OllamaClient client, PromptGuardOptions options)
{
    // What servers use where nobody says otherwise and the graphics card is small: shorter ones save little.
    private const int Shortest = 4096;

    private readonly ConcurrentDictionary<string, KnownModel> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Chooses for one call.</summary>
    /// <param name="model">The model.</param>
    /// <param name="given">The options of the request; a length among them wins.</param>
    /// <param name="needed">How many tokens must fit in, those of the answer included.</param>
    /// <param name="call">The settings of the call; its listener is for the call's own answer only.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<FittedCall> BeginAsync(string model, ModelOptions? given, long needed, CallOptions call, CancellationToken cancellationToken)
    {
        if (given?.NumCtx is > 0)
        {
            return new FittedCall(null, given, null);
        }

        var known = await KnownAsync(model, call, cancellationToken).ConfigureAwait(false);
        if (known.IsElsewhere)
        {
            return new FittedCall(null, given, null);
        }

        if (needed > known.Chosen)
        {
            // Another program may have had it loaded for a longer one since.
            known.Raise(await LoadedAsync(model, call, cancellationToken).ConfigureAwait(false));
        }

        return new FittedCall(known, given, known.Choose(needed));
    }

    private async Task<KnownModel> KnownAsync(string model, CallOptions call, CancellationToken cancellationToken)
    {
        var changes = ModelChanges.CountOf(client.Endpoint);
        if (_known.TryGetValue(model, out var known) && known.Changes == changes)
        {
            return known;
        }

        var about = await OrNullAsync(client.ShowModelAsync(model, Quiet(call), cancellationToken)).ConfigureAwait(false);
        var longest = Math.Min(ContextFacts.Longest(about) is > 0 and { } own ? own : int.MaxValue, options.MaxContextLength ?? int.MaxValue);
        known = new KnownModel(changes, (int)longest, Math.Max(Shortest, ContextFacts.Own(about) ?? 0), about?.RemoteModelOnWire is { Length: > 0 });
        // Of calls at the same time all must count with one. A server that does not say gives no more than it has anyhow.
        return _known.AddOrUpdate(model, known, (_, other) => other.Changes == changes ? other : known);
    }

    private async Task<long?> LoadedAsync(string model, CallOptions call, CancellationToken cancellationToken)
    {
        var running = await OrNullAsync(client.ListRunningModelsAsync(Quiet(call), cancellationToken)).ConfigureAwait(false);
        return running?.Models.Where(entry => ModelNames.Same(entry.ModelOnWire ?? entry.NameOnWire, model)).Max(entry => entry.ContextLength);
    }

    private static CallOptions Quiet(CallOptions call)
    {
        var quiet = call.Clone();
        quiet.OnResponse = null;
        return quiet;
    }

    // The call itself will say what is wrong.
    private static async Task<T?> OrNullAsync<T>(Task<T> step)
        where T : class
    {
        try
        {
            return await step.ConfigureAwait(false);
        }
        catch (LlmException)
        {
            return null;
        }
    }
}
