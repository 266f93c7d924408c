using OllamaSdk.OpenAI;

namespace OllamaSdk.Llm;

/// <summary>Makes the clients behind the targets; all share one connection pool.</summary>
internal static class ServerFactory
{
    public static (List<LlmServer> Servers, List<LlmRoute> Routes) Create(ClientSettings settings, LlmClientOptions options, HttpMessageHandler handler)
    {
        var servers = new List<LlmServer>();
        var routes = new List<LlmRoute>();
        var breakers = new Dictionary<string, Breaker>(StringComparer.OrdinalIgnoreCase);
        var pools = new Dictionary<LlmTarget, ServerPool>();
        foreach (var target in settings.Targets)
        {
            var server = servers.Find(s => s.Serves(target));
            if (server is null)
            {
                if (!breakers.TryGetValue(target.Address.Authority, out var breaker))
                {
                    breakers[target.Address.Authority] = breaker = new Breaker(settings.Breaker, options.TimeProvider);
                }

                servers.Add(server = new LlmServer(target, BackendOf(target, settings, options, handler), breaker, settings.CacheLifetime, options.TimeProvider));
            }

            if (target.Pool is { } whole && !pools.ContainsKey(whole))
            {
                pools[whole] = new ServerPool();
            }

            routes.Add(new LlmRoute(target, server, target.Pool is null ? null : pools[target.Pool]));
        }

        return (servers, routes);
    }

    private static LlmBackend BackendOf(TargetSettings target, ClientSettings settings, LlmClientOptions options, HttpMessageHandler handler)
    {
        if (target.Provider.IsNative)
        {
            // An empty key is none; without any the client would look at the environment by itself.
            var native = new OllamaClientOptions { Endpoint = target.EndpointText, ApiKey = target.ApiKey ?? "", OutOfMemoryRecovery = options.OutOfMemoryRecovery };
            Fill(native, target, settings, options, handler);
            return new NativeBackend(target, native);
        }

        var openAI = new OpenAICompatibleClientOptions { Endpoint = target.EndpointText, ApiKey = target.ApiKey, StartHint = target.Provider.StartHint };
        Fill(openAI, target, settings, options, handler);
        return new OpenAIBackend(target, openAI);
    }

    private static void Fill(LlmConnectionOptions mine, TargetSettings target, ClientSettings settings, LlmClientOptions options, HttpMessageHandler handler)
    {
        options.CopyTo(mine);
        mine.Handler = handler;
        mine.Retry.MaxRetries = settings.Retry.MaxRetries;
        mine.Retry.BaseDelay = settings.Retry.BaseDelay;
        mine.Timeouts.Total = target.Total;
        foreach (var (name, value) in options.Headers.Concat(target.Given.Headers))
        {
            mine.Headers[name] = value;
        }
    }
}
