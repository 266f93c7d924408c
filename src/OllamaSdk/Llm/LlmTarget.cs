namespace OllamaSdk;

/// <summary>
/// A server, or a pool of equal servers, and a model that an <see cref="LlmClient"/> may ask. Key and headers go to these servers and nowhere else.
/// </summary>
public sealed class LlmTarget
{
    /// <summary>Ollama's native API, unless set otherwise.</summary>
    public LlmTarget()
    {
    }

    /// <summary>A server of a provider.</summary>
    /// <param name="provider">What kind of server it is.</param>
    /// <param name="model">The model; none where the requests name it.</param>
    /// <param name="endpoint">The address; the provider's environment variable or default where <see langword="null"/>.</param>
    public LlmTarget(LlmProvider provider, string? model = null, string? endpoint = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        (Provider, Model, Endpoint) = (provider.Name, model, endpoint);
    }

    /// <summary>A server of a provider, by its name.</summary>
    /// <param name="provider">The provider's name, such as <c>ollama</c> or <c>lmstudio</c>; see <see cref="Provider"/>.</param>
    /// <param name="model">The model; none where the requests name it.</param>
    /// <param name="endpoint">The address; the provider's environment variable or default where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">There is no such provider; the message names those there are.</exception>
    public LlmTarget(string provider, string? model = null, string? endpoint = null)
        : this(LlmProviders.Named(provider), model, endpoint)
    {
    }

    /// <summary>The provider's name: <c>ollama</c>, <c>ollama-v1</c>, <c>lmstudio</c>, <c>mlx</c>, <c>llamacpp</c>, <c>vllm</c>, <c>openai-compatible</c> or <c>ollama-cloud</c>.</summary>
    public string Provider { get; set; } = "ollama";

    /// <summary>The base address. For the OpenAI-compatible providers a URL, to which <c>/v1</c> is added where it has no path. See also <see cref="OllamaClientOptions.Endpoint"/>.</summary>
    /// <value><see langword="null"/> means the provider's environment variable, and where that is unset its default.</value>
    public string? Endpoint { get; set; }

    /// <summary>
    /// In place of <see cref="Endpoint"/>, the addresses of several servers with the same model: a pool. Of these the one with the fewest of this
    /// client's requests under way is asked, and where it does not answer, the others before the next target.
    /// </summary>
    public IList<string> Endpoints { get; } = new List<string>();

    /// <summary>The key.</summary>
    /// <value><see langword="null"/> means the provider's environment variable, which goes only to the address that environment or default name.</value>
    public string? ApiKey { get; set; }

    /// <summary>The model asked for when a request names none.</summary>
    public string? Model { get; set; }

    /// <summary>How much context the model is loaded with, in tokens. Ollama's native API and LM Studio only; the others decide at their start.</summary>
    public int? ContextLength { get; set; }

    /// <summary>How long the model stays in memory after a request. Ollama's native API only.</summary>
    public KeepAlive? KeepAlive { get; set; }

    /// <summary>
    /// Time limits of this server, for example a longer <see cref="TimeoutOptions.StreamedGeneration"/> for a slow machine. What is set here wins over
    /// the client's <see cref="LlmConnectionOptions.Timeouts"/> and the environment; what is not comes from them.
    /// </summary>
    public TimeoutOptions Timeouts { get; } = new();

    /// <summary>
    /// What is done about prompts that may be too long for this server's model. What is set here wins over the client's
    /// <see cref="LlmConnectionOptions.PromptGuard"/> and the environment; what is not comes from them.
    /// </summary>
    public PromptGuardOptions PromptGuard { get; } = new();

    /// <summary>Headers of every request to this server. Values are never printed.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A copy whose settings stay as they are; the lists are the same ones.</summary>
    internal LlmTarget Clone() => (LlmTarget)MemberwiseClone();
}
