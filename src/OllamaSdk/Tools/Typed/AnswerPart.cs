namespace OllamaSdk.Loop;

/// <summary>A part of a typed answer, or all of it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Model">The model that gives it.</param>
/// <param name="PromptTokens">The tokens of the prompt, where this part tells.</param>
/// <param name="CompletionTokens">The tokens of the answer, where this part tells.</param>
/// <param name="Endpoint">Who gives it, where that is not the client's one server.</param>
/// <param name="IsRestart">Whether what came before it is void.</param>
/// <param name="IsWhole">Whether it is the whole answer, after its parts.</param>
/// <param name="Truncation">What became of the prompt, where this part tells.</param>
internal readonly record struct AnswerPart(
    AnswerText Text, string? Model = null, long? PromptTokens = null, long? CompletionTokens = null, Uri? Endpoint = null, bool IsRestart = false, bool IsWhole = false,
    PromptTruncation? Truncation = null);

/// <summary>An answer that goes back to the model.</summary>
/// <param name="Answer">What the model wrote.</param>
/// <param name="Words">What is wrong with it.</param>
internal readonly record struct SentBack(string Answer, string Words);
