namespace OllamaSdk;

/// <summary>The words by which servers say that an answer ended because no more tokens were allowed.</summary>
internal static class TokenLimits
{
    // OpenAI and nearly all others; Anthropic; OpenAI's Responses API; Anthropic where the window is full. Google writes its own in capitals.
    private static readonly string[] s_words = ["length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"];

    /// <param name="reason">Why the answer ended, in the server's word.</param>
    public static bool IsMeantBy(string? reason) => !string.IsNullOrEmpty(reason) && Array.Exists(s_words, word => word.Equals(reason, StringComparison.OrdinalIgnoreCase));
}
