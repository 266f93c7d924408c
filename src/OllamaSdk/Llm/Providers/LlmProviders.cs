using OllamaSdk.Providers;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>The kinds of server this SDK knows.</summary>
public static class LlmProviders
{
    private const string OllamaAddress = "http://127.0.0.1:11434";

    /// <summary>Ollama by its native API. <c>OLLAMA_BASE_URL</c> or <c>OLLAMA_HOST</c>; <c>OLLAMA_API_KEY</c> is for <c>https://ollama.com</c> only.</summary>
    public static LlmProvider Ollama { get; } = new("ollama", "Ollama")
    {
        DefaultEndpoint = OllamaAddress,
        EndpointVariables = ["OLLAMA_BASE_URL", "OLLAMA_HOST"],
        ApiKeyVariable = "OLLAMA_API_KEY",
        TimeoutVariable = "OLLAMA_TIMEOUT",
        KeyIsForOllamaCom = true,
        IsNative = true,
        StartHint = StartHints.Ollama,
    };

    /// <summary>Ollama by its OpenAI-compatible API; the same variables.</summary>
    public static LlmProvider OllamaV1 { get; } = new("ollama-v1", "Ollama (/v1)")
    {
        DefaultEndpoint = $"{OllamaAddress}/v1",
        EndpointVariables = ["OLLAMA_BASE_URL", "OLLAMA_HOST"],
        ApiKeyVariable = "OLLAMA_API_KEY",
        TimeoutVariable = "OLLAMA_TIMEOUT",
        KeyIsForOllamaCom = true,
        StartHint = StartHints.Ollama,
        Probe = new RouteProbe("/api/version"),
    };

    /// <summary>ollama.com itself. Always <c>https://ollama.com</c> unless told otherwise in code; <c>OLLAMA_API_KEY</c>.</summary>
    public static LlmProvider OllamaCloud { get; } = new("ollama-cloud", "ollama.com")
    {
        DefaultEndpoint = "https://ollama.com",
        ApiKeyVariable = "OLLAMA_API_KEY",
        TimeoutVariable = "OLLAMA_TIMEOUT",
        KeyIsForOllamaCom = true,
        IsNative = true,
        StartHint = StartHints.OllamaCloud,
    };

    /// <summary>LM Studio. <c>LMSTUDIO_BASE_URL</c>, <c>LMSTUDIO_API_KEY</c>.</summary>
    public static LlmProvider LmStudio { get; } = new("lmstudio", "LM Studio")
    {
        DefaultEndpoint = "http://localhost:1234/v1",
        EndpointVariables = ["LMSTUDIO_BASE_URL"],
        ApiKeyVariable = "LMSTUDIO_API_KEY",
        RefusesJsonObject = true,
        SaysReasoningContent = true,
        StartHint = "Start LM Studio's server with 'lms server start'",
        Probe = new LmStudioProbe(),
    };

    /// <summary>Apple's <c>mlx_lm.server</c>. <c>MLX_BASE_URL</c>; <c>MLX_MODEL_PATH</c> is a local path or a hub id, as given to its <c>--model</c>.</summary>
    public static LlmProvider Mlx { get; } = new("mlx", "MLX")
    {
        DefaultEndpoint = "http://localhost:8080/v1",
        EndpointVariables = ["MLX_BASE_URL"],
        ModelVariable = "MLX_MODEL_PATH",
        DefaultModel = "default_model",
        SupportsResponseFormat = false,
        SupportsImages = false,
        ThinksByTemplate = true,
        StartHint = "Start MLX with 'mlx_lm.server --model …'",
        // Its health route answers before the model is loaded, and even when it cannot be.
        Probe = new RouteProbe("/health") { SaysReadyTooSoon = true },
    };

    /// <summary>llama.cpp's <c>llama-server</c>, which has one model and takes any name for it.</summary>
    public static LlmProvider LlamaCpp { get; } = new("llamacpp", "llama.cpp")
    {
        DefaultEndpoint = "http://localhost:8080/v1",
        DefaultModel = "default",
        SaysReasoningContent = true,
        StartHint = "Start llama.cpp with 'llama-server -m …' (newer builds listen on port 9931 instead of 8080)",
        Probe = new RouteProbe("/health"),
    };

    /// <summary>vLLM. It listens only once its model is loaded.</summary>
    public static LlmProvider Vllm { get; } = new("vllm", "vLLM")
    {
        DefaultEndpoint = "http://localhost:8000/v1",
        StartHint = "Start vLLM with 'vllm serve …' (it listens only when the model is loaded, which takes minutes)",
        Probe = new RouteProbe("/health"),
    };

    /// <summary>Any other server of the OpenAI-compatible API; its address must be given.</summary>
    public static LlmProvider OpenAICompatible { get; } = new("openai-compatible", "OpenAI-compatible server");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LlmProvider> All { get; } = [Ollama, OllamaV1, OllamaCloud, LmStudio, Mlx, LlamaCpp, Vllm, OpenAICompatible];

    /// <summary>Finds a provider by its <see cref="LlmProvider.Name"/>, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="null"/> where there is none of that name.</returns>
    public static LlmProvider? Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    internal static LlmProvider Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw new ArgumentException($"'{name}' is no provider; there are: {string.Join(", ", All.Select(p => p.Name))}.", nameof(name));
    }

    /// <summary>Finds out what kind of server answers at an address, by a few small requests without a key.</summary>
    /// <param name="endpoint">The address, with or without <c>/v1</c>.</param>
    /// <param name="http">Sends the requests; a short-lived client of the SDK's where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What kind of server answers there.</returns>
    /// <exception cref="ArgumentException">The address cannot be used.</exception>
    /// <exception cref="LlmException">Nothing answers there, or nothing this SDK could talk to.</exception>
    public static async Task<LlmServerInfo> DetectAsync(string endpoint, HttpClient? http = null, CancellationToken cancellationToken = default)
    {
        using var routes = new ServerRoutes(OptionChecks.Endpoint(endpoint), http);
        return await new ServerDetector(routes).DetectAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The server that was found at an address.</summary>
/// <param name="Provider">What kind it is.</param>
/// <param name="Endpoint">Its base address, in the form an <see cref="LlmTarget"/> of this provider takes.</param>
/// <param name="Version">Its version, where it tells.</param>
public sealed record LlmServerInfo(LlmProvider Provider, string Endpoint, string? Version);
