namespace OllamaSdk;

public sealed partial record ChatMessage
{
    /// <summary>A message that sets how the model behaves.</summary>
    public static ChatMessage System(string content) => new() { Role = ChatRole.System, Content = content };

    /// <summary>A message of the person, with pictures where the model can see.</summary>
    public static ChatMessage User(string content, params LlmImage[]? images) =>
        new() { Role = ChatRole.User, Content = content, Images = images is { Length: > 0 } ? images : null };

    /// <summary>A message of the model.</summary>
    public static ChatMessage Assistant(string content) => new() { Role = ChatRole.Assistant, Content = content };

    /// <summary>The result of a tool call. Both the name and the id are sent back: older servers match by the one, newer by the other.</summary>
    /// <param name="call">The call as the model made it.</param>
    /// <param name="content">The result, as text.</param>
    public static ChatMessage Tool(ToolCall call, string content)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new() { Role = ChatRole.Tool, Content = content, ToolName = call.Function?.Name, ToolCallId = call.Id };
    }
}
