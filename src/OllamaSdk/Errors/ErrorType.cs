namespace OllamaSdk;

/// <summary>What telemetry calls a failure: few words, so that they can be counted by.</summary>
internal static class ErrorType
{
    /// <summary>The kind of a server's refusal, as <c>context_length</c>; of anything else the type's full name.</summary>
    public static string Of(Exception failure) => failure switch
    {
        LlmApiException refused => Snake(refused.Kind.ToString()),
        LlmStreamException { ServerError: { } cause } => Of(cause),
        OperationCanceledException => typeof(OperationCanceledException).FullName!,
        _ => failure.GetType().FullName!,
    };

    private static string Snake(string name) =>
        string.Concat(name.Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
