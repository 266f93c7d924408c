using System.Text.Json.Serialization;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionDelta
{
    /// <summary>What is new of the thinking, under whichever of the two names the server uses for it, or in parts of the content.</summary>
    [JsonIgnore]
    public string ReasoningText =>
        // Some servers send the same text under both names.
        ReasoningContent is { Length: > 0 } content ? content : Reasoning is { Length: > 0 } reasoning ? reasoning : _content.Thinking;

    internal string RefusalText => string.IsNullOrEmpty(Refusal) ? _content.Refusal : Refusal;
}
