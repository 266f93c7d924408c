using System.Collections.Concurrent;
using System.Text.Json;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>Which server has which models, as of the last time that it answered, and whether it still does.</summary>
internal sealed class ModelTable
{
    private readonly ConcurrentDictionary<DestinationState, (ServerModels Models, bool IsUp)> _servers = new();
    private readonly SemaphoreSlim _suspicion = new(0);

    /// <summary>All servers that have answered, now or before.</summary>
    public IReadOnlyCollection<DestinationState> Servers => (IReadOnlyCollection<DestinationState>)_servers.Keys;

    public void Put(DestinationState server, ServerModels models) => _servers[server] = (models, IsUp: true);

    /// <summary>A server does not answer: it gets nothing until it does.</summary>
    public void Close(DestinationState server)
    {
        if (_servers.TryGetValue(server, out var known))
        {
            _servers.TryUpdate(server, known with { IsUp = false }, known);
        }
    }

    /// <summary>A request has failed. The server gets nothing until it has been asked whether it is still there, which is now.</summary>
    public void Suspect(DestinationState server)
    {
        Close(server);
        _suspicion.Release();
    }

    /// <summary>Waits for the time of the next look, or for a suspicion.</summary>
    public async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        // One look is enough for all that have come up to now.
        if (await _suspicion.WaitAsync(time, cancellationToken))
        {
            while (_suspicion.Wait(0, cancellationToken))
            {
            }
        }
    }

    /// <summary>A server is no longer among those of the configuration.</summary>
    public void Forget(DestinationState server) => _servers.TryRemove(server, out _);

    /// <param name="model">What is asked for; <see langword="null"/> where a request names none.</param>
    /// <param name="servers">Those that could be chosen.</param>
    public IReadOnlyList<DestinationState> Having(string? model, IEnumerable<DestinationState> servers) =>
        [.. servers.Where(server => _servers.TryGetValue(server, out var known) && known.IsUp && (model is null || known.Models.Has(model)))];

    /// <summary>Whether a server has the model, or had it when it answered last.</summary>
    public bool Knows(string model) => _servers.Values.Any(known => known.Models.Has(model));

    /// <summary>The models of all servers, each name once.</summary>
    /// <param name="ofServer">The list of a server, in the form that is asked for.</param>
    /// <param name="name">The member that names a model.</param>
    public IReadOnlyList<JsonElement> All(Func<ServerModels, IReadOnlyList<JsonElement>> ofServer, string name) =>
        [.. _servers.Values.Where(known => known.IsUp).SelectMany(known => ofServer(known.Models)).DistinctBy(model => model.GetProperty(name).GetString())];
}

/// <param name="Native">The items of <c>/api/tags</c>; empty where a server has no such route.</param>
/// <param name="OpenAI">The items of <c>/v1/models</c>.</param>
internal sealed record ServerModels(IReadOnlyList<JsonElement> Native, IReadOnlyList<JsonElement> OpenAI)
{
    private readonly HashSet<string> _names = new(
        Native.Select(model => model.GetProperty("name").GetString()!).Concat(OpenAI.Select(model => model.GetProperty("id").GetString()!)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a model of this name is there; for Ollama a name without a tag means the latest.</summary>
    public bool Has(string model) => _names.Contains(model) || _names.Contains(model + ":latest");
}
