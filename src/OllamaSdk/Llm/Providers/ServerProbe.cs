using System.Text.Json;

namespace OllamaSdk.Providers;

/// <summary>How a kind of server is asked about itself. As it is here, by nothing but <c>/v1/models</c>.</summary>
internal class ServerProbe
{
    /// <summary>Whether it says that it is well before it can answer, so that only an answer proves that it can.</summary>
    public bool SaysReadyTooSoon { get; init; }

    /// <summary>Asks whether the server is well.</summary>
    /// <returns><see langword="false"/> where the server has no route for it.</returns>
    /// <exception cref="LlmException">It is not.</exception>
    public virtual Task<bool> CheckAsync(ServerRoutes routes, CallOptions options, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Lists the models by a route of the server's own.</summary>
    /// <returns><see langword="null"/> where it has none.</returns>
    public virtual Task<IReadOnlyList<LlmModelInfo>?> ListAsync(ServerRoutes routes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LlmModelInfo>?>(null);

    /// <summary>Loads a model by a route of the server's own.</summary>
    /// <returns><see langword="false"/> where it has none.</returns>
    public virtual Task<bool> LoadAsync(ServerRoutes routes, string model, int? contextLength, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}

/// <summary>A server with a route that answers 200 when it is well.</summary>
internal sealed class RouteProbe(string path) : ServerProbe
{
    public override async Task<bool> CheckAsync(ServerRoutes routes, CallOptions options, CancellationToken cancellationToken)
    {
        await routes.GetAsync(path, options, cancellationToken).ConfigureAwait(false);
        return true;
    }
}

/// <summary>LM Studio, which answers 200 to everything and whose own routes know what is loaded and with how much context.</summary>
internal sealed class LmStudioProbe : ServerProbe
{
    private const string Models = "/api/v1/models";

    public override async Task<bool> CheckAsync(ServerRoutes routes, CallOptions options, CancellationToken cancellationToken)
    {
        var answer = await routes.GetAsync("/lmstudio-greeting", options, cancellationToken).ConfigureAwait(false);
        return IsGreeting(answer) ? true : throw new LlmProtocolException("Something answers that is not LM Studio.") { Endpoint = routes.Root };
    }

    public static bool IsGreeting(JsonElement answer) => answer.Member("lmstudio") is { ValueKind: JsonValueKind.True };

    public override async Task<IReadOnlyList<LlmModelInfo>?> ListAsync(ServerRoutes routes, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await routes.GetAsync(Models, null, cancellationToken).ConfigureAwait(false);
            return answer.Member("models") is { ValueKind: JsonValueKind.Array } models
                ? [.. JsonMembers.Items(models).Select(LmStudioModel.Read)]
                : null;
        }
        catch (LlmApiException e) when (e.Kind == ApiErrorKind.RouteNotFound)
        {
            // Before 0.4 there was no such route.
            return null;
        }
    }

    public override async Task<bool> LoadAsync(ServerRoutes routes, string model, int? contextLength, CancellationToken cancellationToken)
    {
        var models = await ListAsync(routes, cancellationToken).ConfigureAwait(false);
        if (models is null)
        {
            return false;
        }

        // Loading what is loaded would make a second instance of it.
        if (!models.Any(m => m.Id == model && m.IsLoaded == true && (contextLength is null || m.ContextLength == contextLength)))
        {
            await routes.LoadAsync($"{Models}/load", LmStudioModel.LoadRequest(model, contextLength), cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
