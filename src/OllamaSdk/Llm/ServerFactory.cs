using Microsoft.Extensions.Logging;

namespace OllamaSdk.Llm;

/// <summary>Makes the clients behind the targets.</summary>
internal static class ServerFactory
{
    public static (List<LlmServer> Servers, List<LlmRoute> Routes) Create(
        ClientSettings settings, LlmClientOptions options, Func<TargetSettings, HttpMessageHandler> handlerOf, ILogger logger)
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
                    breakers[target.Address.Authority] = breaker = new Breaker(settings.Breaker, target.Address, options.TimeProvider, logger);
                }

                servers.Add(server = new LlmServer(target, BackendOf(target, settings, options, handlerOf(target)), breaker, settings.CacheLifetime, options.TimeProvider));
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
            var native = TargetOptions.Ollama(target, settings, options);
            native.Handler = handler;
            return new NativeBackend(target, native);
        }

        var openAI = TargetOptions.OpenAI(target, settings, options);
        openAI.Handler = handler;
        return new OpenAIBackend(target, openAI, options.CheckThinkingLevels);
    }
}
