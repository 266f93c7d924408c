namespace OllamaSdk;

/// <summary>
/// Settings of an <see cref="LlmClient"/>. They are read when the client is made; later changes have no effect. What is set here wins over the
/// environment; <see cref="LlmClient.DescribeSettings"/> shows what holds and why.
/// </summary>
/// <remarks>
/// Environment: the variables of each provider (see <see cref="LlmProviders"/>), and <c>LLM_CLIENT_TIMEOUT</c> (a call's whole time at one server;
/// <c>OLLAMA_TIMEOUT</c> for Ollama), <c>LLM_CLIENT_MAX_RETRIES</c>, <c>LLM_CLIENT_RETRY_DELAY</c> (the first wait), <c>LLM_CLIENT_CACHE_TTL</c>.
/// Times are seconds, or numbers with <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.
/// </remarks>
public sealed class LlmClientOptions : LlmConnectionOptions
{
    /// <summary>The servers, in the order in which they are asked.</summary>
    public IList<LlmTarget> Targets { get; } = new List<LlmTarget>();

    /// <summary>After which failures the next target is asked.</summary>
    public FallbackPolicy Fallback { get; } = new();

    /// <summary>When a server that keeps failing is passed over.</summary>
    public BreakerOptions Breaker { get; } = new();

    /// <summary>How long a list of models is used before it is asked for again; zero for not at all.</summary>
    /// <value><see langword="null"/> means <c>LLM_CLIENT_CACHE_TTL</c>, and where that is unset 300 s.</value>
    public TimeSpan? ModelCacheLifetime { get; set; }

    /// <summary>
    /// Whether a server makes room for a model that does not fit into its memory, before the next one is asked; see
    /// <see cref="OllamaClientOptions.OutOfMemoryRecovery"/>. Ollama's native API only. Off by default.
    /// </summary>
    public bool OutOfMemoryRecovery { get; set; }

    /// <summary>The environment, which tests replace.</summary>
    internal Func<string, string?> Variables { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// The configuration key that a setting's value came from, by the setting's name; <see langword="null"/> where it did not, or where code has
    /// set another value since.
    /// </summary>
    internal Func<string, string?> ConfigurationKey { get; set; } = static _ => null;
}
