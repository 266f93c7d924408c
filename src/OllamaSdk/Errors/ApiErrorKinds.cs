namespace OllamaSdk;

/// <summary>What a refusal means: by status first, by the known texts where one status stands for many things.</summary>
internal static class ApiErrorKinds
{
    // Ollama's own list (llm/status.go), its wording before 0.30, llama.cpp's and MLX's for one buffer, and LM Studio's.
    private static readonly string[] OutOfMemory =
    [
        "out of memory", "out-of-memory", "out of device memory", "cudaMalloc failed", "hipMalloc failed", "failed to allocate",
        "allocation failed", "not enough memory", "insufficient memory", "vk_error_out_of_device_memory", "erroroutofmemory",
        "more system memory", "unable to allocate", "maximum allowed buffer size", "insufficient system resources",
    ];

    private static readonly string[] ContextLength =
    [
        "context length", "context size", "exceed_context_size", "n_keep", "context window",
    ];

    private static readonly string[] Busy = ["server busy", "overloaded", "loading model", "maximum pending requests"];

    public static ApiErrorKind Classify(int status, string words, string? code) => status switch
    {
        >= 300 and < 400 => ApiErrorKind.Redirect,
        401 => ApiErrorKind.Unauthorized,
        403 => ApiErrorKind.Forbidden,
        402 or 429 => ApiErrorKind.RateLimited,
        404 => IsMissingModel(words, code) ? ApiErrorKind.ModelNotFound : ApiErrorKind.RouteNotFound,
        405 => ApiErrorKind.RouteNotFound,
        529 => ApiErrorKind.ServerBusy,
        503 when words.Length == 0 => ApiErrorKind.ServerBusy,
        _ => ClassifyByText(status, words, code),
    };

    /// <summary>The word after "does not support", the server's name of the capability.</summary>
    public static string? MissingCapability(string words)
    {
        const string marker = "does not support ";
        var start = words.IndexOf(marker, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var rest = words.AsSpan(start + marker.Length);
        var end = rest.IndexOfAny(" .,\n");
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static ApiErrorKind ClassifyByText(int status, string words, string? code)
    {
        if (ContainsAny(words, OutOfMemory) || IsTooLarge(words))
        {
            return ApiErrorKind.OutOfMemory;
        }

        if (ContainsAny(words, Busy))
        {
            return ApiErrorKind.ServerBusy;
        }

        if (ContainsAny(words, ContextLength) || code is "exceed_context_size_error" or "context_length_exceeded")
        {
            return ApiErrorKind.ContextLength;
        }

        // "raw mode does not support template" is about the request, not about a model.
        if (Contains(words, "does not support ") && !Contains(words, "raw mode"))
        {
            return ApiErrorKind.ModelDoesNotSupport;
        }

        if (Contains(words, "unexpected endpoint"))
        {
            return ApiErrorKind.RouteNotFound;
        }

        if (Contains(words, "pull model manifest: file does not exist"))
        {
            return ApiErrorKind.ModelNotFound;
        }

        return status switch
        {
            >= 500 or 200 => ApiErrorKind.ServerError,
            408 or 499 => ApiErrorKind.Other,
            >= 400 => ApiErrorKind.BadRequest,
            _ => ApiErrorKind.Other,
        };
    }

    // Ollama's MLX runner: "model requires 9 GiB but only 5 GiB are available (after 1 GiB overhead)".
    private static bool IsTooLarge(string words) =>
        Contains(words, "model requires ") && Contains(words, " but only ") && Contains(words, " available");

    // "model 'x' not found", "model "x" not found, try pulling it first", "The model `x` does not exist."
    private static bool IsMissingModel(string words, string? code) =>
        code == "model_not_found"
        || (Contains(words, "model") && (Contains(words, "not found") || Contains(words, "does not exist")));

    private static bool Contains(string words, string part) => words.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool ContainsAny(string words, string[] parts) => Array.Exists(parts, p => Contains(words, p));
}
