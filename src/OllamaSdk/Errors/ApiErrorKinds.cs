namespace OllamaSdk;

/// <summary>What a refusal means: by status first, by the known texts where one status stands for many things.</summary>
internal static class ApiErrorKinds
{
    /// <param name="status">The HTTP status; 200 for an error inside an answer that names none.</param>
    /// <param name="words">The server's words.</param>
    /// <param name="code">The error's code or type, where it is a text.</param>
    public static ApiErrorKind Classify(int status, string words, string? code) => status switch
    {
        200 when StatusOf(words, code) is { } meant => Classify(meant, words, code),
        >= 300 and < 400 => ApiErrorKind.Redirect,
        401 => ApiErrorKind.Unauthorized,
        402 => ErrorWords.IsRateLimit(words) ? ApiErrorKind.RateLimited : ApiErrorKind.NoBalance,
        403 => ErrorWords.IsNoBalance(words, code) ? ApiErrorKind.NoBalance : ApiErrorKind.Forbidden,
        429 => ErrorWords.IsNoBalance(words, code) ? ApiErrorKind.NoBalance : ApiErrorKind.RateLimited,
        404 => ErrorWords.IsMissingModelOf404(words, code) ? ApiErrorKind.ModelNotFound
            : ErrorWords.IsMissingCapability(words) ? ApiErrorKind.ModelDoesNotSupport
            : ApiErrorKind.RouteNotFound,
        405 => ApiErrorKind.RouteNotFound,
        529 => ApiErrorKind.ServerBusy,
        503 when words.Length == 0 => ApiErrorKind.ServerBusy,
        _ => ClassifyByText(status, words, code) ?? ClassifyByStatus(status),
    };

    private static ApiErrorKind? ClassifyByText(int status, string words, string? code)
    {
        var saysLittle = status is 200 or >= 500;
        return words switch
        {
            // First, since what the model wrote may be among the words, and that may be anything.
            _ when saysLittle && ErrorWords.IsUnusableOutput(words) => ApiErrorKind.UnusableOutput,
            _ when ErrorWords.IsOutOfMemory(words) => ApiErrorKind.OutOfMemory,
            _ when ErrorWords.IsNoBalance(words, code) => ApiErrorKind.NoBalance,
            _ when ErrorWords.IsBusy(words) => ApiErrorKind.ServerBusy,
            _ when ErrorWords.IsTooLong(words, code) => ApiErrorKind.ContextLength,
            _ when ErrorWords.IsMissingCapability(words) => ApiErrorKind.ModelDoesNotSupport,
            _ when ErrorWords.IsMissingRoute(words) => ApiErrorKind.RouteNotFound,
            _ when ErrorWords.IsMissingModel(words, code) => ApiErrorKind.ModelNotFound,
            _ when saysLittle && ErrorWords.IsRateLimit(words) => ApiErrorKind.RateLimited,
            _ when saysLittle && ErrorWords.IsWrongRequest(words) => ApiErrorKind.BadRequest,
            _ when status == 400 && ErrorWords.IsCrash(words) => ApiErrorKind.ServerError,
            _ => null,
        };
    }

    private static ApiErrorKind ClassifyByStatus(int status) => status switch
    {
        >= 500 or 200 => ApiErrorKind.ServerError,
        408 or 499 => ApiErrorKind.Other,
        >= 400 => ApiErrorKind.BadRequest,
        _ => ApiErrorKind.Other,
    };

    // What the error would have been, had it come before the answer began: by OpenAI's, Anthropic's, llama.cpp's and vLLM's names.
    private static int? StatusOf(string words, string? code) => code switch
    {
        "invalid_request_error" or "BadRequestError" => 400,
        "authentication_error" or "invalid_api_key" => 401,
        "permission_error" => 403,
        "not_found_error" or "NotFoundError" => 404,
        "rate_limit_error" or "rate_limit_exceeded" => 429,
        "overloaded_error" or "unavailable_error" => 529,
        _ => words.Equals("unauthorized", StringComparison.OrdinalIgnoreCase) ? 401 : null,
    };
}
