namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionDelta
{
    // Some servers send the same text under both names.
    internal string ReasoningText => string.IsNullOrEmpty(ReasoningContent) ? Reasoning : ReasoningContent;
}
