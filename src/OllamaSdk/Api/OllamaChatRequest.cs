using OllamaSdk.Json;
using OllamaSdk.Transport;

namespace OllamaSdk;

public sealed partial record OllamaChatRequest : IHistoryRequest
{
    ReadOnlySpan<object?> IHistoryRequest.History => IHistoryRequest.ItemsOf(Messages);

    Type IHistoryRequest.MessageType => typeof(OllamaChatMessage);

    (string? First, string? Second) IHistoryRequest.Beginning => (Messages?[0]?.ContentOnWire?.SingleText, Messages?[1]?.ContentOnWire?.SingleText);

    IHistoryRequest IHistoryRequest.WithoutMessages() => this with { Messages = [] };

    void IHistoryRequest.Note(object message, ref MessageMembers members)
    {
        var own = (OllamaChatMessage)message;
        if (own.TryNoteQuickly(ref members))
        {
            return;
        }

        var content = own.ContentOnWire ?? default;
        members.MayChange |= content is { IsAbsent: false, SingleText: null };
        members.Add(own.Role is { } role ? role.Value : null);
        members.Add(content.SingleText);
        members.Add(own.ThinkingOnWire);
        members.Add(own.ToolNameOnWire);
        members.Add(own.ToolCallIdOnWire);
        members.Add(own.AdditionalProperties);
        // Their bytes are the caller's.
        members.MayChange |= own.ImagesOnWire is not null;
        if (members.Add(own.ToolCallsOnWire))
        {
            foreach (var call in own.ToolCalls)
            {
                Note(call, ref members);
            }
        }
    }

    private static void Note(OllamaToolCall? call, ref MessageMembers members)
    {
        members.Add(call?.IdOnWire);
        members.Add(call?.AdditionalProperties);
        var function = call?.FunctionOnWire;
        // Without one there is no member; with an empty one there is an empty object.
        members.Add(call is null ? 0 : function is null ? 1 : 2);
        members.Add(function?.Index);
        members.Add(function?.NameOnWire);
        members.Add(function?.Arguments);
        members.Add(function?.AdditionalProperties);
    }
}
