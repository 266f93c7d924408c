namespace OllamaSdk;

/// <summary>Settings of an <see cref="OllamaClient"/>. They are checked and copied when the client is made; later changes have no effect.</summary>
public sealed class OllamaClientOptions : LlmConnectionOptions
{
    /// <summary>
    /// Where the server is, in any form that <c>OLLAMA_HOST</c> takes: <c>host</c>, <c>host:port</c>, <c>:port</c>, an IPv6 address, a URL
    /// with or without a path prefix; <c>/api</c> at its end is taken away, since the routes have it. User info in a URL becomes Basic authentication. Over an <see cref="HttpClient"/> with service discovery it may be the
    /// name of a service: <c>https+http://ollama</c>, <c>http://_endpoint.ollama</c>.
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
    /// sent. It costs one small request per call, and one more for each model whose entry in the list does not name what is needed.
    /// </summary>
    public bool CheckCapabilities { get; set; }

    /// <summary>
    /// Whether chat and generate with <c>think</c> set first ask which levels of thinking the model has, and refuse others before the prompt is sent:
    /// the server would take the model's default without a word. Where the server does not say, nothing is refused. It costs one small request per
    /// such call, and one more for each model, once. See <see cref="OllamaClient.GetThinkingLevelsAsync"/>.
    /// </summary>
    public bool CheckThinkingLevels { get; set; }

    /// <summary>
    /// Whether a call whose model does not fit into the server's memory is tried again: once after all other models were unloaded, whoever uses
    /// them, and once more with half the <c>num_ctx</c>. Only before the first part of an answer. Off by default. What was done is in the answer,
    /// or in the exception, as <see cref="MemoryRecovery"/>, and is logged.
    /// </summary>
    /// <remarks>
    /// What is halved is the request's <c>num_ctx</c>, else that of the model's parameters, else 4096; where the model's own maximum is less, that.
    /// A longer conversation is then cut off earlier. Calls whose result could not tell (answers read as a value, <see cref="LlmClient.PrewarmAsync"/>)
    /// throw at once instead.
    /// </remarks>
    public bool OutOfMemoryRecovery { get; set; }
}
