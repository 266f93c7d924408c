using OllamaSdk.Llm;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>
/// Settings of an <see cref="LlmClient"/>. They are read when the client is made; later changes have no effect. What is set here wins over the
/// environment; <see cref="LlmClient.DescribeSettings"/> shows what holds and why.
/// </summary>
/// <remarks>
/// Environment: the variables of each provider (see <see cref="LlmProviders"/>), and <c>LLM_CLIENT_TIMEOUT</c> (a call's whole time at one server;
/// <c>OLLAMA_TIMEOUT</c> for Ollama), <c>LLM_CLIENT_CONNECT_TIMEOUT</c>, <c>LLM_CLIENT_STREAMED_GENERATION_TIMEOUT</c>,
/// <c>LLM_CLIENT_UNSTREAMED_GENERATION_TIMEOUT</c>, <c>LLM_CLIENT_FIRST_BYTE_TIMEOUT</c>, <c>LLM_CLIENT_IDLE_TIMEOUT</c> and
/// <c>LLM_CLIENT_TRANSFER_IDLE_TIMEOUT</c> (see <see cref="TimeoutOptions"/>), <c>LLM_CLIENT_MAX_RETRIES</c>, <c>LLM_CLIENT_RETRY_DELAY</c> (the first
/// wait), <c>LLM_CLIENT_CACHE_TTL</c>, <c>LLM_CLIENT_SPLIT_THINK_TAGS</c> (<c>true</c> or <c>false</c>), <c>LLM_CLIENT_PROMPT_GUARD</c>
/// (<c>off</c>, <c>tell</c>, <c>refuse</c> or <c>fit</c>; see <see cref="PromptGuardOptions.Mode"/>). Times are seconds, or numbers with <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>; <c>off</c> switches a time limit off.
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

    /// <summary>
    /// Whether a chat with <see cref="LlmRequest.Think"/> set first asks which levels of thinking the target's model has, and refuses others before the prompt
    /// is sent; see <see cref="OllamaClientOptions.CheckThinkingLevels"/> and <see cref="LlmClient.GetThinkingLevelsAsync"/>. Ollama only, by either API. The
    /// next target is asked only where <see cref="FallbackPolicy.OnRefusals"/> has <see cref="ApiErrorKind.ModelDoesNotSupport"/>. Off by default.
    /// </summary>
    public bool CheckThinkingLevels { get; set; }

    /// <summary>How an environment variable is read; <c>_ => null</c> keeps the environment out.</summary>
    public Func<string, string?> ReadVariable { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// For those who fill these options from a file or the like: the key there that a setting's value came from, by the setting's name (such as
    /// <c>Targets[0].Endpoint</c>), or <see langword="null"/>. <see cref="LlmSetting.Source"/> and the messages of exceptions name it.
    /// </summary>
    public Func<string, string?> ConfigurationKey { get; set; } = static _ => null;

    /// <summary>Checks all settings, and tells what a client of them would use and where each came from. Keys are hidden, passwords left out.</summary>
    /// <returns>Each setting, and where it comes from; keys are not shown.</returns>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public IReadOnlyList<LlmSetting> DescribeSettings() => new ClientSettings(this).All;

    /// <summary>
    /// The first target as a client of its own, for what only Ollama's native API can: its address, key, headers, model and time limit, with what the
    /// environment says where the options leave it open.
    /// </summary>
    /// <returns>Options of their own.</returns>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    /// <exception cref="InvalidOperationException">The target's provider does not speak that API.</exception>
    public OllamaClientOptions ToOllamaOptions()
    {
        var settings = new ClientSettings(this);
        var first = settings.Targets[0];
        return first.Provider.IsNative
            ? TargetOptions.Ollama(first, settings, this)
            : throw new InvalidOperationException($"{first.Provider.DisplayName} does not speak Ollama's native API.");
    }

    /// <summary>The same for the OpenAI-compatible API, which every provider speaks.</summary>
    /// <returns>Options of their own.</returns>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public OpenAICompatibleClientOptions ToOpenAICompatibleOptions()
    {
        var settings = new ClientSettings(this);
        var first = TargetOptions.OpenAI(settings.Targets[0], settings, this);
        first.CheckThinkingLevels = CheckThinkingLevels;
        return first;
    }
}
