namespace OllamaSdk.Transport;

/// <summary>What travels with a request through the handlers: what it is, how patient it is, how often it was sent.</summary>
internal sealed class CallState
{
    private static readonly HttpRequestOptionsKey<CallState> Key = new("OllamaSdk.CallState");

    public required OperationKind Kind { get; init; }

    public required TimeSpan FirstByteLimit { get; init; }

    public required int MaxRetries { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The path with its placeholders.</summary>
    public required string Path { get; init; }

    /// <summary>Both, for logs.</summary>
    public string Route => $"{Method} {Path}";

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>Why the last attempt failed; kept in case the total timer ends a wait.</summary>
    public LlmException? LastFailure { get; set; }

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    public static CallState Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var state)
            ? state
            : throw new InvalidOperationException("A request came to the SDK's handlers without its call state.");
}
