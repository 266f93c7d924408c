namespace OllamaSdk;

/// <summary>The words by which the servers say what is wrong. They are compared without regard to case, and wherever they stand.</summary>
internal static class ErrorWords
{
    // Ollama's name of the capability.
    private const string Vision = "vision";

    // Ollama's own list (llm/status.go), its wording before 0.30, llama.cpp's and MLX's for one buffer, and LM Studio's.
    private static readonly string[] s_outOfMemory =
    [
        "out of memory", "out-of-memory", "out of device memory", "cudaMalloc failed", "hipMalloc failed", "failed to allocate",
        "allocation failed", "not enough memory", "insufficient memory", "vk_error_out_of_device_memory", "erroroutofmemory",
        "more system memory", "unable to allocate", "maximum allowed buffer size", "insufficient system resources",
    ];

    private static readonly string[] s_tooLong =
    [
        "context length", "context size", "exceed_context_size", "n_keep", "context window", "maximum model length", "prompt is too long",
        "prompt too long", "too large to process", "context limit", "exceeds the maximum number of tokens", "exceed the configured limit", "is too long and exceeds limit",
        // Said of a decision model's state and questions; Ollama's own words for it are not known.
        "exceeds the context", "exceed the context", "exceeds context", "larger than the context", "longer than the context", "fit the context", "fit the loaded context", "fit into the context",
    ];

    private static readonly string[] s_busy = ["server busy", "overloaded", "loading model", "maximum pending requests", "no slot available"];

    private static readonly string[] s_rateLimit = ["rate limit", "usage limit", "too many requests"];

    // Not OpenAI's "exceeded your current quota": Gemini says it of a limit per minute. Its code tells the two apart.
    private static readonly string[] s_noBalance =
    [
        "insufficient balance", "balance is insufficient", "insufficient credit", "insufficient funds", "requires more credits", "credit balance is too low", "no balance",
    ];

    // llama-server and Ollama (which sends a 500), Ollama before it and its cloud, OpenRouter, vLLM, mlx_lm.server.
    private static readonly string[] s_noPictures =
    [
        "image input is not supported", "image inputs are not supported", "support image input", "missing data required for image input",
        "not a multimodal model", "at most 0 image", "only 'text' content type is supported",
    ];

    private static readonly string[] s_noOtherMedia =
    [
        "audio input is not supported", "audio inputs are not supported", "video input is not supported", "video inputs are not supported", "at most 0 audio", "at most 0 video",
    ];

    // Ollama's parsers of tool calls (JSON, harmony, XML), its guard against repetition, and llama-server's parser.
    private static readonly string[] s_unusableOutput =
    [
        "invalid tool call arguments", "error parsing tool call", "failed to parse JSON", "XML syntax error", "token repeat limit", "failed to parse input at pos",
    ];

    private static readonly string[] s_crash =
    [
        "unexpectedly stopped", "process has terminated", "do embedding request", "timed out waiting for llama-server", "connection refused",
    ];

    // A runner that died, or what it says of the machine: it would come to the same again.
    private static readonly string[] s_lasting =
        ["unexpectedly stopped", "process has terminated", "cuda", "rocm", "hip error", "gpu", "metal", "vulkan", "unsupported", "not supported"];

    public static bool IsOutOfMemory(string words) => Any(words, s_outOfMemory)
        // Ollama's MLX runner: "model requires 9 GiB but only 5 GiB are available (after 1 GiB overhead)".
        || (Has(words, "model requires ") && Has(words, " but only ") && Has(words, " available"));

    /// <summary>Whether a failure of the server's (500) is one that another try would only repeat.</summary>
    public static bool IsLasting(string words) => Any(words, s_lasting);

    public static bool IsTooLong(string words, string? code) => code is "exceed_context_size_error" or "context_length_exceeded" || Any(words, s_tooLong);

    public static bool IsBusy(string words) => Any(words, s_busy);

    public static bool IsRateLimit(string words) => Any(words, s_rateLimit);

    public static bool IsNoBalance(string words, string? code) =>
        code is "insufficient_quota" or "insufficient_credits" or "insufficient_balance" or "billing_hard_limit_reached" || Any(words, s_noBalance);

    public static bool IsUnusableOutput(string words) => Any(words, s_unusableOutput);

    /// <summary>The words without what they quote of the model's output: Ollama puts it between quotes, llama-server at the end.</summary>
    public static string WithoutOutput(string words)
    {
        if (!IsUnusableOutput(words))
        {
            return words;
        }

        const string quoted = "raw='";
        const string rest = "input at pos ";
        if (words.IndexOf(quoted, StringComparison.OrdinalIgnoreCase) is var start and >= 0)
        {
            start += quoted.Length;
            var end = words.LastIndexOf("', err=", StringComparison.OrdinalIgnoreCase);
            return $"{words[..start]}…{(end < start ? "" : words[end..])}";
        }

        var place = words.IndexOf(rest, StringComparison.OrdinalIgnoreCase);
        return place >= 0 && words.IndexOf(':', place) is var colon and >= 0 ? $"{words[..colon]}: …" : words;
    }

    /// <summary>Whether what the model wrote ends too early, as it does where a limit of tokens cuts it off.</summary>
    public static bool IsCutOutput(string words) => IsUnusableOutput(words) && (Has(words, "unexpected end of JSON") || Has(words, "unexpected EOF"));

    /// <remarks>"raw mode does not support template" is about the request, not about a model.</remarks>
    public static bool IsMissingCapability(string words) =>
        Any(words, s_noPictures) || Any(words, s_noOtherMedia) || (Has(words, "does not support ") && !Has(words, "raw mode"));

    /// <summary>The name of the capability: the word after "does not support", and for pictures Ollama's own.</summary>
    public static string? MissingCapability(string words)
    {
        if (Any(words, s_noPictures))
        {
            return Vision;
        }

        if (Any(words, s_noOtherMedia))
        {
            return Has(words, "audio") ? "audio" : "video";
        }

        const string marker = "does not support ";
        var start = words.IndexOf(marker, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var rest = words.AsSpan(start + marker.Length);
        var end = rest.IndexOfAny(" .,\n");
        var word = (end < 0 ? rest : rest[..end]).ToString();
        return word is "image" or "images" or "multimodal" ? Vision : word;
    }

    // LM Studio, which answers 200 to it.
    public static bool IsMissingRoute(string words) => Has(words, "unexpected endpoint");

    /// <summary>Where the status says already that something is missing: "model 'x' not found", "The model `x` does not exist.", and a hub's words.</summary>
    public static bool IsMissingModelOf404(string words, string? code) =>
        IsMissingModel(words, code) || (Has(words, "model") && (Has(words, "not found") || Has(words, "does not exist")));

    /// <summary>The same by words alone, which must then say it of a model and of nothing else.</summary>
    public static bool IsMissingModel(string words, string? code) =>
        code == "model_not_found"
        || Has(words, "pull model manifest: file does not exist")
        || Has(words, "repository not found") || Has(words, "not a valid model identifier")
        || Has(words, "model is not loaded") || Has(words, "no models loaded") || Has(words, "no model loaded")
        // Pushing: "open …/manifests/…: no such file or directory", and Windows's words for it.
        || (Has(words, "manifests") && (Has(words, "no such file") || Has(words, "cannot find the")))
        || SaysOfModel(words, "not found") || SaysOfModel(words, "does not exist");

    public static bool IsWrongRequest(string words) =>
        (Has(words, "option \"") && Has(words, "must be of type"))
        || (Has(words, "invalid format:") && Has(words, "JSON schema"))
        || (Has(words, "/blobs/") && Has(words, "no such file"))
        || Has(words, "template error") || Has(words, "insecure protocol http");

    /// <summary>Ollama reports every failure of embedding as 400.</summary>
    public static bool IsCrash(string words) => Any(words, s_crash);

    // "model not found", "model 'a b' not found", "The model `x` does not exist", but not "tool 'x' not found in the model's list".
    private static bool SaysOfModel(string words, string what)
    {
        var end = words.IndexOf(what, StringComparison.OrdinalIgnoreCase);
        var start = end < 0 ? -1 : words.LastIndexOf("model", end, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return false;
        }

        var name = words.AsSpan(start + "model".Length, end - start - "model".Length).Trim();
        return name.IndexOfAny("'\"`") < 0 ? !name.Contains(' ') : name[0] is '\'' or '"' or '`' && name[^1] == name[0];
    }

    private static bool Has(string words, string part) => words.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool Any(string words, string[] parts) => Array.Exists(parts, p => Has(words, p));
}
