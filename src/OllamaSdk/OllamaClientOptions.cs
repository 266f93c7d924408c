using System.Net.Security;
using Microsoft.Extensions.Logging;

namespace OllamaSdk;

/// <summary>Settings of an <see cref="OllamaClient"/>. They are checked and copied when the client is made; later changes have no effect.</summary>
public sealed class OllamaClientOptions
{
    /// <summary>The default of <see cref="MaxLineBytes"/>: 16 MiB.</summary>
    public const int DefaultMaxLineBytes = 16 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxConnectionsPerServer"/>: 50.</summary>
    public const int DefaultMaxConnectionsPerServer = 50;

    /// <summary>
    /// Where the server is, in any form that <c>OLLAMA_HOST</c> takes: <c>host</c>, <c>host:port</c>, <c>:port</c>, an IPv6 address, a URL
    /// with or without a path prefix. User info in a URL becomes Basic authentication.
    /// </summary>
    /// <value><see langword="null"/> means <c>OLLAMA_HOST</c>, and where that is unset <c>http://127.0.0.1:11434</c>.</value>
    public string? Endpoint { get; set; }

    /// <summary>
    /// The key sent as <c>Authorization: Bearer</c> to <see cref="Endpoint"/> and nowhere else. A key for a plain-http host that is not
    /// loopback is refused unless <see cref="AllowApiKeyOverHttp"/> is set.
    /// </summary>
    /// <value><see langword="null"/> means <c>OLLAMA_API_KEY</c>, which is used only when the endpoint is <c>https://ollama.com</c>.</value>
    public string? ApiKey { get; set; }

    /// <summary>Whether <see cref="ApiKey"/> may go to a plain-http host that is not loopback, where anyone in between can read it.</summary>
    public bool AllowApiKeyOverHttp { get; set; }

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

    /// <summary>The model used by requests that name none.</summary>
    public string? DefaultModel { get; set; }

    /// <summary>Headers sent with every request. Values are never printed.</summary>
    public IDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long each part of a call may take.</summary>
    public TimeoutOptions Timeouts { get; private set; } = new();

    /// <summary>How often, and after which waits, a failed request is sent again.</summary>
    public RetryOptions Retry { get; private set; } = new();

    /// <summary>The longest line of a stream, in bytes, before it is taken for a fault. Unstreamed answers have no bound.</summary>
    /// <value>16 MiB by default; at least 1024.</value>
    public int MaxLineBytes { get; set; } = DefaultMaxLineBytes;

    /// <summary>How many connections may be open to the server at once. Not used with a handler or client of your own.</summary>
    public int MaxConnectionsPerServer { get; set; } = DefaultMaxConnectionsPerServer;

    /// <summary>How long an unused connection is kept. Not used with a handler or client of your own.</summary>
    public TimeSpan ConnectionIdleLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Decides on the server's certificate. Not used with a handler or client of your own.</summary>
    public RemoteCertificateValidationCallback? CertificateCallback { get; set; }

    /// <summary>Accepts any certificate. Every client made with it logs a warning.</summary>
    public bool AllowUntrustedCertificate { get; set; }

    /// <summary>The innermost handler, in place of the SDK's own connection pool. The client does not dispose it.</summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>The clock behind every timer and wait.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where retries and warnings are logged; no prompt, answer, key or header value is.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal OllamaClientOptions Clone()
    {
        var copy = (OllamaClientOptions)MemberwiseClone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.Timeouts = Timeouts.Clone();
        copy.Retry = Retry.Clone();
        return copy;
    }
}
