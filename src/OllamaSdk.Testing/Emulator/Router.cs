using OllamaSdk.Testing.Emulator.Decisions;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.OpenAI;
using OllamaSdk.Testing.Emulator.Routes;

namespace OllamaSdk.Testing.Emulator;

/// <summary>Finds the route of a request, with the server's manners for wrong methods, unknown paths and superfluous slashes.</summary>
internal sealed class Router
{
    private readonly Dictionary<string, Route> _routes;

    public Router(EmulatedServer server)
    {
        Route[] routes =
        [
            new RootRoute(), new VersionRoute(server), new StatusRoute(server), new RecommendationsRoute(server),
            new ChatRoute(server), new GenerateRoute(server), new EmbedRoute(server), new LegacyEmbedRoute(server),
            new TagsRoute(server), new RunningRoute(server), new ShowRoute(server), new CopyRoute(server), new DeleteRoute(server),
            new PullRoute(server), new PushRoute(server), new CreateRoute(server), new BlobRoute(server),
            new UsageRoute(server) { IsNew = true }, new BalanceRoute(server) { IsNew = true },
            new MeRoute(server), new SignOutRoute(server, "/api/signout", HttpMethod.Post), new SignOutRoute(server, "/api/user/keys/:", HttpMethod.Delete),
            new WebSearchRoute(server, "/api/experimental/web_search", isHosted: false), new WebSearchRoute(server, "/api/web_search", isHosted: true),
            new WebFetchRoute(server, "/api/experimental/web_fetch", isHosted: false), new WebFetchRoute(server, "/api/web_fetch", isHosted: true),
            new DecisionRoute(server) { IsNew = true },
            .. OpenAIRoutes.Create(server),
        ];
        _routes = routes.Where(route => server.Is040 || !route.IsNew).ToDictionary(route => route.Path, StringComparer.Ordinal);
    }

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? "/";
        if (Find(path) is not var (route, parameter))
        {
            var trimmed = path.TrimEnd('/');
            return trimmed.Length > 0 && Find(trimmed) is not null
                ? Answer.Redirect(request.Method == HttpMethod.Get ? 301 : 307, trimmed)
                : Answer.PageNotFound();
        }

        if (!route.Methods.Contains(request.Method))
        {
            return Answer.MethodNotAllowed(route.Methods);
        }

        HttpResponseMessage response;
        try
        {
            response = await route.AnswerAsync(new IncomingRequest(request, parameter), cancellationToken).ConfigureAwait(false);
        }
        catch (RefusalException refusal)
        {
            response = Answer.Error(refusal);
        }

        return request.Method == HttpMethod.Head ? Answer.WithoutBody(response) : response;
    }

    private (Route Route, string Parameter)? Find(string path)
    {
        if (_routes.TryGetValue(path, out var route))
        {
            return (route, "");
        }

        var parameter = path[(path.LastIndexOf('/') + 1)..];
        return parameter.Length > 0 && _routes.TryGetValue(path[..^parameter.Length] + ":", out route) ? (route, Uri.UnescapeDataString(parameter)) : null;
    }
}
