using System.Text.Json;

namespace OllamaSdk.Providers;

/// <summary>Tells servers apart by what they answer; never by the port, which several share, nor by the status, which one always gives as 200.</summary>
internal sealed class ServerDetector(ServerRoutes routes)
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    private string? _header;
    private bool _saysLlamaCpp;
    private LlmException? _lastFailure;
    private bool _answered;

    public async Task<LlmServerInfo> DetectAsync(CancellationToken cancellationToken)
    {
        if (LmStudioProbe.IsGreeting(await TryGetAsync("/lmstudio-greeting", cancellationToken).ConfigureAwait(false)))
        {
            return Found(LlmProviders.LmStudio);
        }

        // Before it had a greeting it said this, as to every route that it does not know.
        if (_lastFailure is LlmApiException { Status: 200 } unknown && unknown.ServerMessage.StartsWith("Unexpected endpoint or method", StringComparison.OrdinalIgnoreCase))
        {
            return Found(LlmProviders.LmStudio);
        }

        if (_lastFailure is LlmConnectionException { Phase: not ConnectionPhase.ReceiveBody } or LlmTimeoutException { Timer: LlmTimer.Connect })
        {
            throw _lastFailure;
        }

        // It says so in every answer, whether it refuses a key, loads or does not know the route.
        if (_saysLlamaCpp)
        {
            return Found(LlmProviders.LlamaCpp, (await TryGetAsync("/props", cancellationToken).ConfigureAwait(false)).Member("build_info").AsText());
        }

        if ((await TryGetAsync("/api/version", cancellationToken).ConfigureAwait(false)).Member("version").AsText() is { } ollama)
        {
            return Found(LlmProviders.Ollama, ollama);
        }

        // While it loads it answers this to everything.
        if (_lastFailure is LlmApiException { Status: 503 } busy && busy.ServerMessage.Contains("Loading model", StringComparison.OrdinalIgnoreCase))
        {
            return Found(LlmProviders.LlamaCpp);
        }

        var props = await TryGetAsync("/props", cancellationToken).ConfigureAwait(false);
        if (props.Member("build_info") is not null || props.Member("default_generation_settings") is not null || props.Member("role").AsText() == "router")
        {
            return Found(LlmProviders.LlamaCpp, props.Member("build_info").AsText());
        }

        return await DetectByModelsAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<LlmServerInfo> DetectByModelsAsync(CancellationToken cancellationToken)
    {
        var models = await TryGetAsync("/v1/models", cancellationToken).ConfigureAwait(false);
        var refusal = models.ValueKind == JsonValueKind.Undefined ? _lastFailure as LlmUnauthorizedException : null;
        var needsKey = refusal is not null;
        var version = (await TryGetAsync("/version", cancellationToken).ConfigureAwait(false)).Member("version").AsText();
        var owners = models.Member("data").Items().Select(m => m.Member("owned_by").AsText()).ToArray();
        if (version is not null && (needsKey || owners.Contains("vllm")))
        {
            return Found(LlmProviders.Vllm, version);
        }

        if (owners.Contains("llamacpp") || _saysLlamaCpp)
        {
            return Found(LlmProviders.LlamaCpp);
        }

        // What is left of LM Studio behind a proxy that lets only /v1 through.
        if (owners.Contains("organization_owner") || refusal?.ServerMessage.Contains("LM Studio", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Found(LlmProviders.LmStudio);
        }

        var health = (await TryGetAsync("/health", cancellationToken).ConfigureAwait(false)).Member("status").AsText();
        if (health == "ok" && _header?.StartsWith("BaseHTTP/", StringComparison.OrdinalIgnoreCase) == true && Array.TrueForAll(owners, o => o is null))
        {
            return Found(LlmProviders.Mlx);
        }

        if (needsKey || models.Member("data") is not null || models.Member("object").AsText() == "list")
        {
            return Found(LlmProviders.OpenAICompatible);
        }

        throw _answered || _lastFailure is null or LlmApiException
            ? new LlmProtocolException("Something answers, but it is no server that this SDK knows: neither Ollama's nor the OpenAI-compatible API is there.") { Endpoint = routes.Root }
            : _lastFailure;
    }

    private LlmServerInfo Found(LlmProvider provider, string? version = null) =>
        new(provider, provider.IsNative ? routes.Root.AbsoluteUri.TrimEnd('/') : $"{routes.Root.AbsoluteUri.TrimEnd('/')}/v1", version);

    private async Task<JsonElement> TryGetAsync(string path, CancellationToken cancellationToken)
    {
        _lastFailure = null;
        var once = new CallOptions { FirstByteTimeout = ProbeLimit, TotalTimeout = ProbeLimit, MaxRetries = 0, OnResponse = Listen };
        try
        {
            return await routes.GetAsync(path, once, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException e)
        {
            _lastFailure = e;
            return default;
        }
    }

    private void Listen(ResponseInfo answer)
    {
        _answered = true;
        _header = answer.Headers.NonValidated.TryGetValues("Server", out var names) ? names.ToString() : null;
        _saysLlamaCpp |= _header?.StartsWith("llama.cpp", StringComparison.OrdinalIgnoreCase) == true;
    }
}
