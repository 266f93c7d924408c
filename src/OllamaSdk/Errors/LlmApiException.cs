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

    /// <summary>A rate or usage limit was reached (429, 402).</summary>
    RateLimited,

    /// <summary>The server failed (5xx).</summary>
    ServerError,

    /// <summary>The server pointed elsewhere (3xx); redirects are never followed, since they can carry a key to another host.</summary>
    Redirect,
}

/// <summary>The server answered with an error: by its status, or by an <c>error</c> member where an answer was due.</summary>
public class LlmApiException : LlmException
{
    internal LlmApiException(ApiError error, Exception? innerException = null)
        : base(error.Message, innerException)
    {
        Status = error.Status;
        Kind = error.Kind;
        ServerMessage = error.ServerMessage;
        Excerpt = error.Excerpt;
        RetryAfter = error.RetryAfter;
        MissingCapability = error.MissingCapability;
    }

    /// <summary>The HTTP status; for an error inside a 200 answer the status it names, else 200.</summary>
    public int Status { get; }

    /// <summary>What the refusal means.</summary>
    public ApiErrorKind Kind { get; }

    /// <summary>The server's own words; empty when it sent none. Control characters are escaped, secrets replaced.</summary>
    public string ServerMessage { get; }

    /// <summary>The start of the body as it came, at most 4 KiB.</summary>
    public string Excerpt { get; }

    /// <summary>How long the server asks to wait before the next try, where it says so.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The capability the model lacks (<c>tools</c>, <c>thinking</c>, <c>vision</c> …), where <see cref="Kind"/> is <see cref="ApiErrorKind.ModelDoesNotSupport"/>.</summary>
    public string? MissingCapability { get; }
}

/// <summary>The server does not have the model that the request names.</summary>
public sealed class LlmModelNotFoundException : LlmApiException
{
    internal LlmModelNotFoundException(ApiError error)
        : base(error)
    {
    }
}

/// <summary>The server wants a key or a sign-in.</summary>
public sealed class LlmUnauthorizedException : LlmApiException
{
    internal LlmUnauthorizedException(ApiError error)
        : base(error) => SignInUrl = error.SignInUrl;

    /// <summary>Where a person can sign this machine in (the API's <c>signin_url</c>), when the server gives it.</summary>
    public Uri? SignInUrl { get; }
}

/// <summary>A rate or usage limit was reached; <see cref="LlmApiException.RetryAfter"/> says how long to wait where the server does.</summary>
public sealed class LlmRateLimitedException : LlmApiException
{
    internal LlmRateLimitedException(ApiError error)
        : base(error)
    {
    }
}
