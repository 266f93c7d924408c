namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionMessage
{
    /// <summary>The reasoning, under whichever of the two names the server uses for it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ReasoningText => string.IsNullOrEmpty(ReasoningContent) ? Reasoning : ReasoningContent;

    /// <summary>A message that sets how the model behaves.</summary>
    public static ChatCompletionMessage System(string content) => new() { Role = OllamaChatRole.System, Content = content };

    /// <summary>A message of the person, with pictures where the model can see; each is sent as a <c>data:</c> URL.</summary>
    public static ChatCompletionMessage User(string content, params LlmImage[]? images)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new()
        {
            Role = OllamaChatRole.User,
            Content = images is not { Length: > 0 } ? content : new ChatContent([ChatContentPart.FromText(content), .. images.Select(image => ChatContentPart.FromImage(image))]),
        };
    }

    /// <summary>A message of the model.</summary>
    public static ChatCompletionMessage Assistant(string content) => new() { Role = OllamaChatRole.Assistant, Content = content };

    /// <summary>The result of a tool call.</summary>
    /// <param name="call">The call as the model made it.</param>
    /// <param name="content">The result, as text.</param>
    public static ChatCompletionMessage Tool(ChatToolCall call, string content)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new() { Role = OllamaChatRole.Tool, Content = content, ToolCallId = call.IdOnWire, Name = call.FunctionOnWire?.NameOnWire };
    }
}
