namespace OllamaSdk.Fitting;

/// <summary>Requests whose prompts the server must refuse rather than cut; what they say themselves of it holds.</summary>
internal static class NoCutting
{
    /// <summary>Whether the mode asks for it. Where a length is chosen too: what does not fit even so must be told.</summary>
    public static bool IsAskedBy(PromptGuardMode mode) => mode is PromptGuardMode.Refuse or PromptGuardMode.Fit;

    // Shifting is cutting too, while the answer is made.
    public static OllamaChatRequest Of(OllamaChatRequest request) => request with { Truncate = request.Truncate ?? false, Shift = request.Shift ?? false };

    public static GenerateRequest Of(GenerateRequest request) => request with { Truncate = request.Truncate ?? false, Shift = request.Shift ?? false };

    public static EmbedRequest Of(EmbedRequest request) => request with { Truncate = request.Truncate ?? false };
}
