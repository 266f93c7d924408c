using OllamaSdk.Transport;

namespace OllamaSdk.OpenAI;

/// <summary>Settings of an <see cref="OpenAICompatibleClient"/>.</summary>
public sealed class OpenAICompatibleClientOptions : LlmConnectionOptions
{
    /// <summary>
    /// The base address, its path included: <c>http://localhost:1234/v1</c>, <c>https://gateway/prefix/api/v1</c>. Where there is no path,
    /// <c>/v1</c> is added. User info in the URL becomes Basic authentication. Over an <see cref="HttpClient"/> with service discovery it may be the name of
    /// a service: <c>https+http://gateway</c>, <c>http://_endpoint.gateway</c>.
    /// </summary>
    /// <value><see langword="null"/> means Ollama's own, <c>http://127.0.0.1:11434/v1</c>.</value>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The key sent as <c>Authorization: Bearer</c> to <see cref="Endpoint"/> and nowhere else. A key for a plain-http host that is not
    /// loopback is refused unless <see cref="LlmConnectionOptions.AllowApiKeyOverHttp"/> is set. No environment variable is read for it.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Sent as <c>OpenAI-Organization</c>, for gateways that account by it.</summary>
    public string? Organization { get; set; }

    /// <summary>Sent as <c>OpenAI-Project</c>, for gateways that account by it.</summary>
    public string? Project { get; set; }

    /// <summary>
    /// Whether an event of a stream that cannot be read is left out, counted (<see cref="PartialAnswer.ItemsSkipped"/>) and logged, instead of
    /// ending the stream with an <see cref="LlmProtocolException"/>. Off by default: what is left out is lost.
    /// </summary>
    public bool SkipMalformedEvents { get; set; }

    /// <summary>
    /// Whether chats and responses with <c>reasoning_effort</c> or <c>reasoning.effort</c> set first ask which levels of thinking the model has, and refuse
    /// others before the prompt is sent: Ollama would take the model's default without a word. Where the server is no Ollama, or does not say, nothing is
    /// refused. It costs one small request per such call, and one more for each model, once; of a server that is no Ollama, one in all. See
    /// <see cref="OpenAICompatibleClient.GetThinkingLevelsAsync"/>.
    /// </summary>
    public bool CheckThinkingLevels { get; set; }

    /// <summary>What to do where nothing answers; an <see cref="LlmClient"/> knows what kind of server should.</summary>
    internal string StartHint { get; init; } = StartHints.Server;

    /// <summary>What telemetry calls the kind of server: by its API, where nothing more is known.</summary>
    internal string TelemetryProvider { get; init; } = "openai";
}
