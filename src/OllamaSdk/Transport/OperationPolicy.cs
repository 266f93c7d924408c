namespace OllamaSdk.Transport;

/// <summary>What an operation does to the server, which decides how often it may be sent and how long its answer may take.</summary>
internal enum OperationKind
{
    /// <summary>Changes nothing, costs little: may be sent again freely.</summary>
    Read,

    /// <summary>Changes nothing, costs much (tokens): at most two more times, for few causes.</summary>
    Generation,

    /// <summary>Changes something: only while the server saw nothing of it.</summary>
    Change,
}

/// <summary>The kind of an operation by its verb and route; the one table of it.</summary>
internal static class OperationPolicy
{
    /// <summary>The most retries of an operation that costs tokens.</summary>
    public const int MaxGenerationRetries = 2;

    /// <remarks>A recording is sent from a stream that may be read once only, so a transcription counts as a change.</remarks>
    public static OperationKind KindOf(HttpMethod method, string pathTemplate) => (method.Method, pathTemplate) switch
    {
        (_, not "/audio/transcriptions") when Computes(pathTemplate) => OperationKind.Generation,
        ("GET" or "HEAD", _) => OperationKind.Read,
        (_, "/api/show" or "/api/embed" or "/api/embeddings" or "/api/pull" or "/api/me") => OperationKind.Read,
        (_, "/embeddings") => OperationKind.Read,
        (_, "/api/web_search" or "/api/web_fetch" or "/api/experimental/web_search" or "/api/experimental/web_fetch") => OperationKind.Read,
        _ => OperationKind.Change,
    };

    /// <summary>Whether the answer is generated, so that its headers come late: after the first token, or unstreamed after the last.</summary>
    public static bool Computes(string pathTemplate) => pathTemplate is
        "/api/chat" or "/api/generate" or "/chat/completions" or "/completions" or "/responses" or "/responses/compact" or "/audio/transcriptions"
        or "/audio/speech" or "/systemone" or "/v1/systemone";

    /// <summary>Whether the server is silent for long while it copies or verifies a model.</summary>
    public static bool IsTransfer(string pathTemplate) => pathTemplate is "/api/pull" or "/api/push" or "/api/create";
}
