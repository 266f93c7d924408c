using OllamaSdk.Json;
using OllamaSdk.Transport;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionRequest : IHistoryRequest
{
    ReadOnlySpan<object?> IHistoryRequest.History => IHistoryRequest.ItemsOf(Messages);

    Type IHistoryRequest.MessageType => typeof(ChatCompletionMessage);

    (string? First, string? Second) IHistoryRequest.Beginning => (Messages?[0]?.ContentOnWire?.SingleText, Messages?[1]?.ContentOnWire?.SingleText);

    IHistoryRequest IHistoryRequest.WithoutMessages() => this with { Messages = [] };

    void IHistoryRequest.Note(object message, ref MessageMembers members)
    {
        var own = (ChatCompletionMessage)message;
        if (TryNoteQuickly(own, ref members))
        {
            return;
        }

        // Parts are objects of the caller's.
        members.MayChange |= own.ContentOnWire is { SingleText: null };
        members.Add(own.Role is { } role ? role.Value : null);
        members.Add(own.ContentOnWire?.SingleText);
        members.Add(own.NameOnWire);
        members.Add(own.ReasoningOnWire);
        members.Add(own.ReasoningContentOnWire);
        members.Add(own.RefusalOnWire);
        members.Add(own.ToolCallIdOnWire);
        members.Add(own.FunctionCall);
        members.Add(own.Annotations);
        members.Add(own.Audio);
        members.Add(own.AdditionalProperties);
        if (members.Add(own.ToolCallsOnWire))
        {
            foreach (var call in own.ToolCalls)
            {
                Note(call, ref members);
            }
        }
    }

    // Most have nothing but these, which are fewer than any other message has.
    private static bool TryNoteQuickly(ChatCompletionMessage message, ref MessageMembers members)
    {
        if (message.ContentOnWire?.SingleText is not { } text || message.AdditionalProperties is not null || message.ToolCallsOnWire is not null
            || message.ToolCallIdOnWire is not null || message.NameOnWire is not null || message.RefusalOnWire is not null
            || message.FunctionCall.HasValue || message.Annotations.HasValue || message.Audio.HasValue)
        {
            return false;
        }

        members.Add(text);
        members.Add(message.Role is { } role ? role.Value : null);
        members.Add(message.ReasoningOnWire);
        members.Add(message.ReasoningContentOnWire);
        return true;
    }

    private static void Note(ChatToolCall? call, ref MessageMembers members)
    {
        members.Add(call?.Index);
        members.Add(call?.IdOnWire);
        members.Add(call?.TypeOnWire);
        members.Add(call?.AdditionalProperties);
        var function = call?.FunctionOnWire;
        // Without one there is no member; with an empty one there is an empty object.
        members.Add(call is null ? 0 : function is null ? 1 : 2);
        members.Add(function?.NameOnWire);
        members.Add(function?.ArgumentsOnWire);
        members.Add(function?.AdditionalProperties);
    }
}
