using System.Net.Security;
using Microsoft.Extensions.Logging;

namespace OllamaSdk;

/// <summary>
/// What every client needs to know of its connection. Options are checked and copied when a client is made; later changes have no effect.
/// </summary>
public abstract partial class LlmConnectionOptions
{
    /// <summary>The default of <see cref="MaxLineBytes"/>: 16 MiB.</summary>
    public const int DefaultMaxLineBytes = 16 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxAnswerBytes"/>: 256 MiB.</summary>
    public const int DefaultMaxAnswerBytes = 256 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxConnectionsPerServer"/>: 50.</summary>
    public const int DefaultMaxConnectionsPerServer = 50;

    private protected LlmConnectionOptions()
    {
    }

    /// <summary>
    /// Whether secrets may go to a plain-http host that is not loopback, where anyone in between can read them: an API key, the password of an address or in
    /// the name of a model, and headers such as <c>Authorization</c>, <c>Cookie</c> or <c>X-Api-Key</c>, those that an <see cref="HttpClient"/> of yours
    /// adds by default included. Where it is off they are refused before anything is sent. What a handler of yours adds is not looked at.
    /// </summary>
    public bool AllowApiKeyOverHttp { get; set; }

    /// <summary>The model used by requests that name none.</summary>
    public string? DefaultModel { get; set; }

    /// <summary>Headers sent with every request to the endpoint, and nowhere else. Values are never printed.</summary>
    public IDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long each part of a call may take.</summary>
    public TimeoutOptions Timeouts { get; private set; } = new();

    /// <summary>How often, and after which waits, a failed request is sent again.</summary>
    public RetryOptions Retry { get; private set; } = new();

    /// <summary>What is done about prompts that may be too long for the model's context. By default answers tell whether theirs was cut.</summary>
    public PromptGuardOptions PromptGuard { get; private set; } = new();

    /// <summary>The longest line of a stream, in bytes, before it is taken for a fault.</summary>
    /// <value>16 MiB by default; at least 1024.</value>
    public int MaxLineBytes { get; set; } = DefaultMaxLineBytes;

    /// <summary>
    /// The longest answer that is read as a whole, in bytes: what is longer ends in <see cref="StreamFailure.LimitExceeded"/>, before it takes memory where
    /// the server says how long it is. Streams are bound by <see cref="MaxLineBytes"/> instead.
    /// </summary>
    /// <value>256 MiB by default; at least 1024.</value>
    public int MaxAnswerBytes { get; set; } = DefaultMaxAnswerBytes;

    /// <summary>
    /// Whether thinking that a server leaves in the text becomes thinking: what stands between <c>&lt;think&gt;</c>, where an answer begins with it, and
    /// <c>&lt;/think&gt;</c>. For servers that cannot tell a model's thinking from its answer by themselves. Off by default.
    /// </summary>
    /// <remarks>
    /// It holds for chats (streamed or not, conversations, tool loops and typed answers included) and for Ollama's generate. White space before the first
    /// tag and right behind each tag goes with the tags. Where the second one never comes, because the answer was cut off, all of it is thinking. An
    /// answer without the first stays as it is. While this is off, no text is looked at.
    /// </remarks>
    public bool SplitThinkTags
    {
        get => GivenSplitThinkTags ?? false;
        set => GivenSplitThinkTags = value;
    }

    /// <summary>
    /// How many connections may be open to the server at once, and so how many requests and streams under way. What comes beyond that waits until one is free; of
    /// the timers only <see cref="TimeoutOptions.Total"/> counts that wait. Not used with a handler or client of your own.
    /// </summary>
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

    internal bool? GivenSplitThinkTags { get; private set; }

    /// <summary>Everything of the connection except what belongs to one server: model and headers.</summary>
    internal void CopyTo(LlmConnectionOptions other)
    {
        other.AllowApiKeyOverHttp = AllowApiKeyOverHttp;
        other.Timeouts = Timeouts.Clone();
        other.Retry = Retry.Clone();
        other.PromptGuard = PromptGuard.Clone();
        other.MaxLineBytes = MaxLineBytes;
        other.MaxAnswerBytes = MaxAnswerBytes;
        other.GivenSplitThinkTags = GivenSplitThinkTags;
        other.MaxConnectionsPerServer = MaxConnectionsPerServer;
        other.ConnectionIdleLifetime = ConnectionIdleLifetime;
        other.CertificateCallback = CertificateCallback;
        other.AllowUntrustedCertificate = AllowUntrustedCertificate;
        other.Handler = Handler;
        other.TimeProvider = TimeProvider;
        other.LoggerFactory = LoggerFactory;
    }

    internal LlmConnectionOptions Clone()
    {
        var copy = (LlmConnectionOptions)MemberwiseClone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.Timeouts = Timeouts.Clone();
        copy.Retry = Retry.Clone();
        copy.PromptGuard = PromptGuard.Clone();
        return copy;
    }
}
