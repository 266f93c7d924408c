namespace OllamaSdk;

/// <summary>Settings of an <see cref="OllamaClient"/>. They are checked and copied when the client is made; later changes have no effect.</summary>
public sealed class OllamaClientOptions : LlmConnectionOptions
{
    /// <summary>
    /// Where the server is, in any form that <c>OLLAMA_HOST</c> takes: <c>host</c>, <c>host:port</c>, <c>:port</c>, an IPv6 address, a URL
    /// with or without a path prefix. User info in a URL becomes Basic authentication.
    /// </summary>
    /// <value><see langword="null"/> means <c>OLLAMA_HOST</c>, and where that is unset <c>http://127.0.0.1:11434</c>.</value>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The key sent as <c>Authorization: Bearer</c> to <see cref="Endpoint"/> and nowhere else. A key for a plain-http host that is not
    /// loopback is refused unless <see cref="LlmConnectionOptions.AllowApiKeyOverHttp"/> is set.
    /// </summary>
    /// <value><see langword="null"/> means <c>OLLAMA_API_KEY</c>, which is used only when the endpoint is <c>https://ollama.com</c>.</value>
    public string? ApiKey { get; set; }

    /// <summary>Where web search and fetch go. <c>https://ollama.com</c> by default.</summary>
    public string CloudEndpoint { get; set; } = "https://ollama.com";

    /// <summary>The key for <see cref="CloudEndpoint"/>, sent there and nowhere else.</summary>
    /// <value><see langword="null"/> means <c>OLLAMA_API_KEY</c>.</value>
    public string? CloudApiKey { get; set; }

    /// <summary>
    /// Whether chat and generate first ask what the model can do, and refuse tools, images or thinking that it cannot, before the prompt is
    /// sent. It costs one small request per call.
    /// </summary>
    public bool CheckCapabilities { get; set; }
}
