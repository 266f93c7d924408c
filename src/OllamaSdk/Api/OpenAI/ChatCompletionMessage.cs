namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionMessage : ISpokenMessage
{
    LlmRole? ISpokenMessage.Speaker => Role;

    string ISpokenMessage.Words => Content.Text;

    IEnumerable<(string Name, string Arguments)> ISpokenMessage.Calls =>
        ToolCalls.Select(call => (call?.FunctionOnWire?.Name ?? "", call?.FunctionOnWire?.Arguments ?? ""));

    int ISpokenMessage.Pictures => Content.Parts.Count(part => part.Type == ChatContentPartType.ImageUrl);

    ISpokenMessage ISpokenMessage.Say(LlmRole speaker, string text) => new ChatCompletionMessage { Role = speaker, Content = text };

    /// <summary>The reasoning, under whichever of the two names the server uses for it, or in parts of the content.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ReasoningText =>
        ReasoningContent is { Length: > 0 } content ? content : Reasoning is { Length: > 0 } reasoning ? reasoning : Content.Thinking;

    internal string RefusalText => string.IsNullOrEmpty(Refusal) ? Content.Refusal : Refusal;

    /// <summary>A message that sets how the model behaves.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The message.</returns>
    public static ChatCompletionMessage System(string content) => new() { Role = LlmRole.System, Content = content };

    /// <summary>A message of the person, with pictures where the model can see; each is sent as a <c>data:</c> URL.</summary>
    /// <param name="content">The text.</param>
    /// <param name="images">Pictures, for models that can see.</param>
    /// <returns>The message.</returns>
    public static ChatCompletionMessage User(string content, params LlmImage[]? images)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new()
        {
            Role = LlmRole.User,
            Content = images is not { Length: > 0 } ? content : new ChatContent([ChatContentPart.FromText(content), .. images.Select(image => ChatContentPart.FromImage(image))]),
        };
    }

    /// <summary>A message of the model.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The message.</returns>
    public static ChatCompletionMessage Assistant(string content) => new() { Role = LlmRole.Assistant, Content = content };

    /// <summary>The result of a tool call.</summary>
    /// <param name="call">The call as the model made it.</param>
    /// <param name="content">The result, as text.</param>
    /// <returns>The message.</returns>
    public static ChatCompletionMessage Tool(ChatToolCall call, string content)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new() { Role = LlmRole.Tool, Content = content, ToolCallId = call.IdOnWire, Name = call.FunctionOnWire?.NameOnWire };
    }
}
