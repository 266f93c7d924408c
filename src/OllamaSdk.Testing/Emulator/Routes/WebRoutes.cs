using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>
/// What search and fetch have in common: the server's own routes serve whoever is signed in at the server, those of ollama.com whoever shows a key,
/// and any key will do.
/// </summary>
internal abstract class WebRoute(EmulatedServer server, string path, bool isHosted, string what) : Route(path, HttpMethod.Post)
{
    protected const string Notice = "This is the OllamaSdk emulator: nothing was asked of the web.";

    public override async Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        var body = await request.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        if (isHosted)
        {
            if (request.Host is not ("ollama.com" or "www.ollama.com"))
            {
                return Answer.PageNotFound();
            }

            if (request.Message.Headers.Authorization is not { Scheme: "Bearer", Parameter.Length: > 0 })
            {
                throw new RefusalException(401, "unauthorized");
            }
        }

        using var content = new RequestBody(body, "WebRequest");
        if (!isHosted && server.IsCloudDisabled)
        {
            throw new RefusalException(403, $"ollama cloud is disabled: {what} is unavailable");
        }

        return isHosted || server.Account is not null ? AnswerTo(content) : throw RefusalException.Unauthorized(MeRoute.SignInUrl);
    }

    protected abstract HttpResponseMessage AnswerTo(RequestBody request);
}

internal sealed class WebSearchRoute(EmulatedServer server, string path, bool isHosted) : WebRoute(server, path, isHosted, "web search")
{
    private const int DefaultResults = 5;
    private const int MaxResults = 10;

    protected override HttpResponseMessage AnswerTo(RequestBody request)
    {
        var query = request.Text("query") is { Length: > 0 } text ? text : throw RefusalException.BadRequest("query is required");
        var count = request.Number("max_results") is > 0 and var wanted ? Math.Min(wanted, MaxResults) : DefaultResults;
        return Answer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            for (var number = 1; number <= count; number++)
            {
                json.WriteStartObject();
                json.WriteString("title", $"Emulated result {number} for \"{query}\"");
                json.WriteString("url", $"https://example.com/{number}");
                json.WriteString("content", Notice);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}

internal sealed class WebFetchRoute(EmulatedServer server, string path, bool isHosted) : WebRoute(server, path, isHosted, "web fetch")
{
    protected override HttpResponseMessage AnswerTo(RequestBody request)
    {
        var url = request.Text("url") is { Length: > 0 } text ? text : throw RefusalException.BadRequest("url is required");
        return Answer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("title", $"Emulated page {url}");
            json.WriteString("content", Notice);
            json.WriteStartArray("links");
            json.WriteStringValue("https://example.com/1");
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
