using System.Collections.Concurrent;
using System.Text.Json;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>Which server has which models, as of the last time that it was asked. A server that does not answer has none.</summary>
internal sealed class ModelTable
{
    private readonly ConcurrentDictionary<DestinationState, ServerModels> _servers = new();

    public void Put(DestinationState server, ServerModels models) => _servers[server] = models;

    /// <summary>A server has failed, or is no longer among those of the configuration: it gets nothing until it answers again.</summary>
    public void Remove(DestinationState server) => _servers.TryRemove(server, out _);

    /// <summary>All servers that have answered.</summary>
    public IReadOnlyCollection<DestinationState> Servers => (IReadOnlyCollection<DestinationState>)_servers.Keys;

    /// <param name="servers">Those that could be chosen.</param>
    /// <param name="model">What is asked for; <see langword="null"/> where a request names none.</param>
    public IReadOnlyList<DestinationState> Having(string? model, IEnumerable<DestinationState> servers) =>
        [.. servers.Where(server => _servers.TryGetValue(server, out var models) && (model is null || models.Has(model)))];

    /// <summary>The models of all servers, each name once.</summary>
    /// <param name="ofServer">The list of a server, in the form that is asked for.</param>
    /// <param name="name">The member that names a model.</param>
    public IReadOnlyList<JsonElement> All(Func<ServerModels, IReadOnlyList<JsonElement>> ofServer, string name) =>
        [.. _servers.Values.SelectMany(ofServer).DistinctBy(model => model.GetProperty(name).GetString())];
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
