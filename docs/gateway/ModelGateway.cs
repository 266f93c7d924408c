using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>
/// What comes before YARP's choice of a server: the consumer's key and limit, the model, and the servers that have it. And what comes after it: another
/// server, if the first one failed before a byte of its answer was passed on.
/// </summary>
internal sealed class ModelGateway(ConsumerBook consumers, ModelTable table, GatewayOptions options)
{
    // A request that makes servers die must not have them all.
    private const int MaxTries = 2;

    private static readonly PathString ModelPath = "/v1/models";

    // Nothing else: models belong to one server, and are managed there, not at whichever answers.
    private static readonly PathString[] Open =
    [
        "/api/chat", "/api/generate", "/api/embed", "/api/embeddings", "/api/show", "/api/tags", "/api/ps", "/api/version",
        "/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/audio", "/v1/systemone", ModelPath,
    ];

    public async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        if (consumers.Find(context.Request) is not { } consumer)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status401Unauthorized, "unauthorized: the gateway needs a key that it knows", "invalid_api_key");
        }
        else if (!consumer.TryEnter())
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status429TooManyRequests, $"{consumer.Name} has as many requests under way as it may", "rate_limit_exceeded", retryAfterSeconds: 1);
        }
        else
        {
            try
            {
                await AnswerAsync(context, next);
            }
            finally
            {
                consumer.Leave();
            }
        }
    }

    private async Task AnswerAsync(HttpContext context, Func<Task> next)
    {
        var path = context.Request.Path;
        if (!IsOpen(context.Request.Method, path.Value!))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status403Forbidden, "the gateway is for asking models; they are managed at their servers", "forbidden");
            return;
        }

        if (await ApiAnswer.TryListAsync(context, table))
        {
            return;
        }

        var body = await KeptBody.ReadAsync(context, options.MaxKeptBytes);
        var model = path.StartsWithSegments(ModelPath, out var name) && name.HasValue ? name.Value![1..] : body.Model;
        var proxy = context.GetReverseProxyFeature();
        var servers = table.Having(model, proxy.AvailableDestinations);
        if (servers.Count > 0)
        {
            await ForwardAsync(context, next, proxy, body, servers);
        }
        else if (model is not null && table.Servers.Count > 0 && !table.Knows(model))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, $"model '{model}' not found", "model_not_found");
        }
        else
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "no server that could do it answers", "no_server", retryAfterSeconds: 1);
        }
    }

    private async Task ForwardAsync(HttpContext context, Func<Task> next, IReverseProxyFeature proxy, KeptBody body, IReadOnlyList<DestinationState> servers)
    {
        for (var tries = 1; ; tries++)
        {
            proxy.AvailableDestinations = servers;
            body.GiveTo(context.Request);
            await next();
            if (context.Features.Get<IForwarderErrorFeature>() is not { Error: var error } || context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            var hasFailed = IsOfServer(error);
            if (hasFailed)
            {
                table.Suspect(proxy.ProxiedDestination!);
                servers = [.. servers.Where(server => server != proxy.ProxiedDestination)];
            }

            if (context.Response.HasStarted)
            {
                return;
            }

            context.Response.Clear();
            if (!hasFailed || !body.CanRepeat || servers.Count == 0 || tries == MaxTries)
            {
                var isLate = error == ForwarderError.RequestTimedOut;
                await ApiAnswer.RefuseAsync(context, isLate ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway, isLate ? "the server is silent" : "the server failed", "server_failed");
                return;
            }

            context.Features.Set<IForwarderErrorFeature>(null);
        }
    }

    // A server may read an escaped slash as a slash, and go up where a path says so.
    private static bool IsOpen(string method, string path) => (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method))
        && Uri.UnescapeDataString(path) is var read && !read.Contains("..", StringComparison.Ordinal)
        && (read == "/" || Array.Exists(Open, open => new PathString(read).StartsWithSegments(open)));

    // One that is silent may be at work still: what it was asked is not asked again.
    private static bool IsOfServer(ForwarderError error) => error is ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination;
}
