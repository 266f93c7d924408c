namespace OllamaSdk;

/// <summary>Everything read from one refusal; what <see cref="ApiErrors"/> builds an exception from.</summary>
internal sealed class ApiError
{
    public required int Status { get; init; }

    public required ApiErrorKind Kind { get; init; }

    public required string Message { get; init; }

    public required string ServerMessage { get; init; }

    /// <summary>The same as a message may have it.</summary>
    public required string Words { get; init; }

    public required string Excerpt { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsLasting { get; init; }

    public Uri? SignInUrl { get; init; }

    public string? MissingCapability { get; init; }

    public long? PromptTokens { get; init; }

    public long? ContextLength { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }
}
