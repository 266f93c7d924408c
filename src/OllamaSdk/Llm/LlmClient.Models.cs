using OllamaSdk.Llm;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>The models that the servers offer, those of the first server first.</summary>
    /// <remarks>
    /// Each server's list is kept for <see cref="LlmClientOptions.ModelCacheLifetime"/>, and dropped when this program pulls, creates, copies or
    /// deletes a model there. A server that is down is told by its last list, marked by <see cref="LlmModelInfo.IsStale"/>; where there is none, and
    /// another server gives its own, it is left out. An <see cref="LlmModelInfo.Id"/> may be there several times: at several servers, and at one, for each of
    /// the model's forms (<see cref="LlmModelInfo.Runner"/>).
    /// </remarks>
    /// <param name="useCache">Whether a list that was kept will do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LlmFallbackException">No one of several servers gave a list.</exception>
    /// <exception cref="LlmException">The only server gave no list; the type says why.</exception>
    /// <returns>The models, with the server of each.</returns>
    public virtual async Task<IReadOnlyList<LlmModelInfo>> ListModelsAsync(bool useCache = true, CancellationToken cancellationToken = default)
    {
        var lists = await Task.WhenAll(_servers.Select(server => TryAsync(server, "", (one, _) => one.Models.GetAsync(useCache, cancellationToken)))).ConfigureAwait(false);
        return [.. AllOf(lists).SelectMany(list => list)];
    }

    /// <summary>Makes the next <see cref="ListModelsAsync"/> ask the servers.</summary>
    public virtual void InvalidateModelCache() => _servers.ForEach(server => server.Models.Drop());

    /// <summary>
    /// How the model can think, in its own words, at each target that would be asked for it: what <see cref="LlmRequest.Think"/> takes there. A level that
    /// is to hold whoever answers must be in all of them.
    /// </summary>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; each target's own where <see langword="null"/>.</param>
    /// <param name="options">Settings of the calls.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ArgumentException">No model is named, neither by the call nor by a target.</exception>
    /// <exception cref="LlmFallbackException">No one of several targets told.</exception>
    /// <exception cref="LlmException">The only target did not tell; the type says why.</exception>
    /// <returns>The levels, in the order of the targets. A target that is down is left out where another tells.</returns>
    public virtual async Task<IReadOnlyList<LlmThinkingLevels>> GetThinkingLevelsAsync(
        string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        options?.Validate();
        var told = await Task.WhenAll(_routing.For(model).Select(one => TryAsync(one.Route.Server, one.Model, LevelsAsync))).ConfigureAwait(false);
        return AllOf(told);

        async Task<LlmThinkingLevels> LevelsAsync(LlmServer server, string name) =>
            new(server.Provider.Name, server.Address, name, await server.Backend.GetThinkingAsync(name, options, cancellationToken).ConfigureAwait(false));
    }

    // One server that is down does not hide what the others say.
    private static IReadOnlyList<T> AllOf<T>((T? Told, LlmFailure? Failure)[] answers)
        where T : class
    {
        if (Array.Exists(answers, answer => answer.Failure is null))
        {
            return [.. answers.Select(answer => answer.Told).OfType<T>()];
        }

        if (answers is [{ Failure: { } only }])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(only.Error);
        }

        throw new LlmFallbackException([.. answers.Select(answer => answer.Failure!)]);
    }

    private static async Task<(T? Told, LlmFailure? Failure)> TryAsync<T>(LlmServer server, string model, Func<LlmServer, string, Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask(server, model).ConfigureAwait(false), null);
        }
        catch (LlmException e)
        {
            return (null, new LlmFailure(server.Provider.Name, model, server.Address, e));
        }
    }
}
