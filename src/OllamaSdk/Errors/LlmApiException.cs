using System.Net;

namespace OllamaSdk;

/// <summary>What a server's refusal means, read from its status and its words.</summary>
public enum ApiErrorKind
{
    /// <summary>A status this SDK has no meaning for.</summary>
    Other,

    /// <summary>The request is wrong (400 and similar).</summary>
    BadRequest,

    /// <summary>No key, a wrong key, or not signed in (401).</summary>
    Unauthorized,

    /// <summary>Not allowed (403): the cloud is disabled, or the Host or Origin header was refused.</summary>
    Forbidden,

    /// <summary>The server does not have the model.</summary>
    ModelNotFound,

    /// <summary>The server has no such route: another kind of server, an older version, or a wrong base path.</summary>
    RouteNotFound,

    /// <summary>The model lacks a capability that the request needs; see <see cref="LlmApiException.MissingCapability"/>.</summary>
    ModelDoesNotSupport,

    /// <summary>The input does not fit into the context window.</summary>
    ContextLength,

    /// <summary>The model does not fit into memory.</summary>
    OutOfMemory,

    /// <summary>The server's queue is full, or it is still loading (503).</summary>
    ServerBusy,

    /// <summary>A rate or usage limit was reached (429, and 402 where the words say so).</summary>
    RateLimited,

    /// <summary>The server failed (5xx).</summary>
    ServerError,

    /// <summary>The server pointed elsewhere (3xx); redirects are never followed, since they can carry a key to another host.</summary>
    Redirect,

    /// <summary>The account has no money left (402, or another status with such words). Waiting does not help, another server may.</summary>
    NoBalance,

    /// <summary>
    /// The model wrote what the server cannot use (500): a tool call that is cut off or no JSON, the same token again and again. The server is well,
    /// and the same request may end otherwise.
    /// </summary>
    UnusableOutput,
}

/// <summary>The server answered with an error: by its status, or by an <c>error</c> member where an answer was due.</summary>
public class LlmApiException : LlmException
{
    private readonly IReadOnlyDictionary<string, string> _headers = AnswerHeaders.None;
    private long? _promptTokens;
    private long? _contextLength;
    private bool _isPromptEstimated;

    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status; 0 where nothing was sent.</param>
    /// <param name="kind">What the refusal means.</param>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmApiException(int status, ApiErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => (Status, Kind) = (status, kind);

    internal LlmApiException(ApiError error)
        : this(error.Status, error.Kind, error.Message)
    {
        ServerMessage = error.ServerMessage;
        Words = error.Words;
        Excerpt = error.Excerpt;
        RetryAfter = error.RetryAfter;
        MissingCapability = error.MissingCapability;
        PromptTokens = error.PromptTokens;
        ContextLength = error.ContextLength;
        _headers = error.Headers;
        IsLasting = error.IsLasting;
    }

    /// <summary>The HTTP status; for an error inside a 200 answer the status it names, else 200; 0 where nothing was sent.</summary>
    public int Status { get; }

    /// <summary><see cref="Status"/> as .NET's own type.</summary>
    public HttpStatusCode StatusCode => (HttpStatusCode)Status;

    /// <summary>What the refusal means.</summary>
    public ApiErrorKind Kind { get; }

    /// <summary>
    /// The server's own words; empty when it sent none. Control characters are escaped, secrets replaced. They may repeat the prompt, or what the model
    /// wrote; <see cref="Exception.Message"/> does not.
    /// </summary>
    public string ServerMessage { get; init; } = "";

    /// <summary>The start of the body as it came, at most 4 KiB; like <see cref="ServerMessage"/> it may repeat what was written.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>How long the server asks to wait before the next try, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The capability the model lacks (<c>tools</c>, <c>thinking</c>, <c>vision</c> …), where <see cref="Kind"/> is <see cref="ApiErrorKind.ModelDoesNotSupport"/>.</summary>
    public string? MissingCapability { get; init; }

    /// <summary>
    /// How many tokens the prompt has, where <see cref="Kind"/> is <see cref="ApiErrorKind.ContextLength"/>: by the server's count, or, where it says none, by
    /// estimate, see <see cref="IsPromptEstimated"/>. The room for the answer (<c>max_tokens</c>) is not among them, except with servers that name only the sum.
    /// Of texts to be embedded it is the longest.
    /// </summary>
    public long? PromptTokens
    {
        get => _promptTokens;
        init => _promptTokens = value;
    }

    /// <summary>Whether <see cref="PromptTokens"/> is an estimate (rather too high), since the server does not say it.</summary>
    public bool IsPromptEstimated
    {
        get => _isPromptEstimated;
        init => _isPromptEstimated = value;
    }

    /// <summary>
    /// How many tokens the context window holds, where <see cref="Kind"/> is <see cref="ApiErrorKind.ContextLength"/>: as the server says, else what the request
    /// asked for; <see langword="null"/> where neither is known.
    /// </summary>
    public long? ContextLength
    {
        get => _contextLength;
        init => _contextLength = value;
    }

    /// <summary>
    /// The headers of the answer, found by their names in any case; several values of one name are joined by <c>, </c>. Without <c>Set-Cookie</c>, and the
    /// secrets of the client and of the call are replaced. They are in no text of this exception. Empty where there was no answer.
    /// </summary>
    /// <example><code>var left = e.Headers.GetValueOrDefault("x-ratelimit-remaining");</code></example>
    public IReadOnlyDictionary<string, string> Headers
    {
        get => _headers;
        init => _headers = AnswerHeaders.Of(value);
    }

    /// <summary>The server's words as a message may have them: without what people and models wrote.</summary>
    internal string Words { get; } = "";

    /// <summary>What the server's words do not say of the length of a prompt.</summary>
    internal void Complete(long estimate, long? contextLength)
    {
        _isPromptEstimated |= _promptTokens is null;
        _promptTokens ??= estimate;
        _contextLength ??= contextLength;
    }
}

/// <summary>The server does not have the model that the request names.</summary>
public sealed class LlmModelNotFoundException : LlmApiException
{
    /// <summary>A model that is not there.</summary>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmModelNotFoundException(string message, int status = 404, Exception? innerException = null)
        : base(status, ApiErrorKind.ModelNotFound, message, innerException)
    {
    }

    internal LlmModelNotFoundException(ApiError error)
        : base(error)
    {
    }
}

/// <summary>The server wants a key or a sign-in.</summary>
public sealed class LlmUnauthorizedException : LlmApiException
{
    /// <summary>A key that is missing or wrong.</summary>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmUnauthorizedException(string message, int status = 401, Exception? innerException = null)
        : base(status, ApiErrorKind.Unauthorized, message, innerException)
    {
    }

    internal LlmUnauthorizedException(ApiError error)
        : base(error) => SignInUrl = error.SignInUrl;

    /// <summary>Where a person can sign this machine in (the API's <c>signin_url</c>), when the server gives it.</summary>
    public Uri? SignInUrl { get; init; }
}

/// <summary>A rate or usage limit was reached; <see cref="LlmApiException.RetryAfter"/> says how long to wait where the server does.</summary>
public sealed class LlmRateLimitedException : LlmApiException
{
    /// <summary>A limit that was reached.</summary>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmRateLimitedException(string message, int status = 429, Exception? innerException = null)
        : base(status, ApiErrorKind.RateLimited, message, innerException)
    {
    }

    internal LlmRateLimitedException(ApiError error)
        : base(error)
    {
    }
}
