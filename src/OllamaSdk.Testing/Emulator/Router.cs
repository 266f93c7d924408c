using OllamaSdk.Testing.Emulator.Http;
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
            new RootRoute(), new VersionRoute(), new TagsRoute(server), new RunningRoute(server), new ShowRoute(server),
            new ChatRoute(server), new GenerateRoute(server), new EmbedRoute(server),
        ];
        _routes = routes.ToDictionary(route => route.Path, StringComparer.Ordinal);
    }

    public Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, byte[] body, CancellationToken cancellationToken)
    {
        if (!_routes.TryGetValue(path, out var route))
        {
            var trimmed = path.TrimEnd('/');
            return Task.FromResult(trimmed.Length > 0 && _routes.ContainsKey(trimmed)
                ? Answer.Redirect(method == HttpMethod.Get ? 301 : 307, trimmed)
                : Answer.Text(404, "404 page not found"));
        }

        return route.Methods.Contains(method)
            ? AnswerAsync(route, method, body, cancellationToken)
            : Task.FromResult(Answer.MethodNotAllowed(route.Methods));
    }

    private static async Task<HttpResponseMessage> AnswerAsync(Route route, HttpMethod method, byte[] body, CancellationToken cancellationToken)
    {
        var response = await route.AnswerAsync(body, cancellationToken).ConfigureAwait(false);
        return method == HttpMethod.Head ? Answer.WithoutBody(response) : response;
    }
}
