namespace OllamaSdk.OpenAI;

public readonly partial struct FinishReason
{
    /// <summary>The reason; <see langword="null"/> for an empty text too, which some servers write until there is one.</summary>
    internal static FinishReason? Said(FinishReason? reason) => reason is { Value.Length: > 0 } ? reason : null;
}
