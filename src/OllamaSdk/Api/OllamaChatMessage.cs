using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk;

public sealed partial record OllamaChatMessage : IJsonOnDeserialized, ISpokenMessage
{
    LlmRole? ISpokenMessage.Speaker => Role;

    string ISpokenMessage.Words => Content;

    IEnumerable<(string Name, string Arguments)> ISpokenMessage.Calls =>
        ToolCalls.Select(call => (call?.FunctionOnWire?.Name ?? "", call?.FunctionOnWire?.Arguments is { ValueKind: not JsonValueKind.Undefined } arguments ? arguments.GetRawText() : ""));

    int ISpokenMessage.Pictures => Images?.Count ?? 0;

    ISpokenMessage ISpokenMessage.Say(LlmRole speaker, string text) => new OllamaChatMessage { Role = speaker, Content = text };

    // This API has a place for the thinking, from which it is sent back.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (_content.Thinking is { Length: > 0 } thinking)
        {
            ThinkingOnWire = string.IsNullOrEmpty(ThinkingOnWire) ? thinking : ThinkingOnWire;
            _content = _content.WithoutThinking();
        }
    }

    /// <summary>A message that sets how the model behaves.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The message.</returns>
    public static OllamaChatMessage System(string content) => new() { Role = LlmRole.System, Content = content };

    /// <summary>A message of the person, with pictures where the model can see.</summary>
    /// <param name="content">The text.</param>
    /// <param name="images">Pictures, for models that can see.</param>
    /// <returns>The message.</returns>
    public static OllamaChatMessage User(string content, params LlmImage[]? images) =>
        new() { Role = LlmRole.User, Content = content, Images = images is { Length: > 0 } ? images : null };

    /// <summary>A message of the model.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The message.</returns>
    public static OllamaChatMessage Assistant(string content) => new() { Role = LlmRole.Assistant, Content = content };

    /// <summary>The result of a tool call. Both the name and the id are sent back: older servers match by the one, newer by the other.</summary>
    /// <param name="call">The call as the model made it.</param>
    /// <param name="content">The result, as text.</param>
    /// <returns>The message.</returns>
    public static OllamaChatMessage Tool(OllamaToolCall call, string content)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new() { Role = LlmRole.Tool, Content = content, ToolName = call.FunctionOnWire?.NameOnWire, ToolCallId = call.IdOnWire };
    }
}
