using OllamaSdk.Llm;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>The models that the servers offer, those of the first server first.</summary>
    /// <remarks>
    /// Each server's list is kept for <see cref="LlmClientOptions.ModelCacheLifetime"/>, and dropped when this program pulls, creates, copies or
    /// deletes a model there. A server that is down is told by its last list, marked by <see cref="LlmModelInfo.IsStale"/>; where there is none, and
    /// another server gives its own, it is left out.
    /// </remarks>
    /// <param name="useCache">Whether a list that was kept will do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LlmFallbackException">No one of several servers gave a list.</exception>
    /// <exception cref="LlmException">The only server gave no list; the type says why.</exception>
    /// <returns>The models, with the server of each.</returns>
    public virtual async Task<IReadOnlyList<LlmModelInfo>> ListModelsAsync(bool useCache = true, CancellationToken cancellationToken = default)
    {
        var lists = await Task.WhenAll(_servers.Select(server => TryListAsync(server, useCache, cancellationToken))).ConfigureAwait(false);
        if (Array.Exists(lists, list => list.Models is not null))
        {
            return [.. lists.SelectMany(list => list.Models ?? [])];
        }

        if (lists is [{ Failure: { } only }])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(only.Error);
        }

        throw new LlmFallbackException([.. lists.Select(list => list.Failure!)]);
    }

    /// <summary>Makes the next <see cref="ListModelsAsync"/> ask the servers.</summary>
    public virtual void InvalidateModelCache() => _servers.ForEach(server => server.Models.Drop());

    private static async Task<(IReadOnlyList<LlmModelInfo>? Models, LlmFailure? Failure)> TryListAsync(LlmServer server, bool useCache, CancellationToken cancellationToken)
    {
        try
        {
            return (await server.Models.GetAsync(useCache, cancellationToken).ConfigureAwait(false), null);
        }
        catch (LlmException e)
        {
            return (null, new LlmFailure(server.Provider.Name, "", server.Address, e));
        }
    }
}
