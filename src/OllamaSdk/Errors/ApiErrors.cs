using System.Text;

namespace OllamaSdk;

/// <summary>The one place where a status and a body become an exception.</summary>
internal static class ApiErrors
{
    /// <summary>How much of an error body is read at all.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>How much of it an exception keeps.</summary>
    public const int MaxExcerptLength = 4 * 1024;

    public static LlmApiException Create(
        int status, ReadOnlySpan<byte> body, SafeText safe, HttpResponseMessage? answer = null, TimeProvider? clock = null, Uri? target = null)
    {
        var found = ErrorBody.Read(Encoding.UTF8.GetString(body));
        var words = safe.Clean(found.Message, MaxExcerptLength);
        var shown = safe.ForMessage(ErrorWords.WithoutOutput(words));
        var effective = status == 200 ? found.Status ?? status : status;
        var kind = effective == 200 && found.SignInUrl is not null ? ApiErrorKind.Unauthorized : ApiErrorKinds.Classify(effective, words, found.Code);
        var error = new ApiError
        {
            Status = effective,
            Kind = kind,
            ServerMessage = words,
            Words = shown,
            Excerpt = safe.Clean(body, MaxExcerptLength),
            Message = Describe(effective, kind, words, shown, answer?.Headers.Location, target ?? answer?.RequestMessage?.RequestUri, isInside: status == 200),
            RetryAfter = answer is null ? null : RetryAfterHeader.Read(answer.Headers, clock ?? TimeProvider.System),
            SignInUrl = Uri.TryCreate(found.SignInUrl, UriKind.Absolute, out var url) && !safe.IsTold(found.SignInUrl) ? url : null,
            IsLasting = effective == 500 && ErrorWords.IsLasting(words),
            MissingCapability = kind == ApiErrorKind.ModelDoesNotSupport ? ErrorWords.MissingCapability(words) : null,
            PromptTokens = kind == ApiErrorKind.ContextLength ? found.PromptTokens ?? ContextNumbers.PromptTokens(words) : null,
            ContextLength = kind == ApiErrorKind.ContextLength ? found.ContextLength ?? ContextNumbers.ContextLength(words) : null,
            Headers = answer is null ? AnswerHeaders.None : AnswerHeaders.Of(answer, safe),
        };

        return kind switch
        {
            ApiErrorKind.ModelNotFound => new LlmModelNotFoundException(error),
            ApiErrorKind.Unauthorized => new LlmUnauthorizedException(error),
            ApiErrorKind.RateLimited => new LlmRateLimitedException(error),
            _ => new LlmApiException(error),
        };
    }

    private static string Describe(int status, ApiErrorKind kind, string words, string shown, Uri? location, Uri? target, bool isInside)
    {
        // Inside an answer that began well, the status is at most the error's own word.
        var message = isInside ? $"The server reported an error{(status == 200 ? "" : $" {status}")}: {shown}"
            : words.Length > 0 ? $"The server answered {status}: {shown}"
            : $"The server answered {status} with an empty body";
        return kind switch
        {
            ApiErrorKind.ModelNotFound when IsTransfer(target) => $"{message} (check the name of the model)",
            ApiErrorKind.ModelNotFound => $"{message} (pull the model, or check its name)",
            ApiErrorKind.Forbidden when words.Length == 0 => $"{message} (Ollama refuses a Host or Origin header this way: check OLLAMA_ORIGINS and any proxy in between)",
            ApiErrorKind.UnusableOutput => message + CutHint(words),
            ApiErrorKind.Redirect => $"{message} (redirects are not followed; {(location is { IsAbsoluteUri: true } ? $"it points to host '{location.Host}'" : "check the base address for a missing or superfluous slash")})",
            ApiErrorKind.RouteNotFound when Confusion(target) is { } hint => $"{message} ({hint})",
            _ => message,
        };
    }

    // Who is pulling needs no advice to pull.
    private static bool IsTransfer(Uri? target) =>
        target is not null && (target.AbsolutePath.EndsWith("/api/pull", StringComparison.Ordinal) || target.AbsolutePath.EndsWith("/api/push", StringComparison.Ordinal));

    // The two APIs of one server are easily mixed up; the path shows it.
    private static string? Confusion(Uri? target)
    {
        var path = target?.AbsolutePath ?? "";
        return path.Contains("/v1/api/", StringComparison.Ordinal)
            ? "the base address ends in /v1, which is the OpenAI-compatible API: use OpenAICompatibleClient, or leave /v1 away for the native API"
            : path.Contains("/api/chat/completions", StringComparison.Ordinal) || path is "/api/completions" or "/api/embeddings" or "/api/models"
                ? "the base address ends in /api, which is Ollama's native API: its OpenAI-compatible one ends in /v1"
                : null;
    }

    /// <summary>What Ollama's words do not say of a tool call that ends in the middle; empty where there is nothing to add.</summary>
    public static string CutHint(string words) => ErrorWords.IsCutOutput(words)
        ? " (the limit of tokens may have cut the call off: raise num_predict, or max_tokens, or the context)"
        : "";
}
