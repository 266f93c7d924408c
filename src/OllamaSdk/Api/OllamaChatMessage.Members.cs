using OllamaSdk.Json;

namespace OllamaSdk;

public sealed partial record OllamaChatMessage
{
    /// <summary>
    /// Goes through a message that is all texts. What it shares with others is known by its reference: whoever sets any of that makes another one.
    /// </summary>
    /// <returns>Whether that is all of the message.</returns>
    internal bool TryNoteQuickly(ref MessageMembers members)
    {
        if (_shared is { ImagesOnWire: null, ToolCallsOnWire: null, AdditionalProperties: null } shared && _content.SingleText is { } text)
        {
            members.AddReference(text);
            members.AddReference(ThinkingOnWire);
            members.AddReference(shared);
            return true;
        }

        return false;
    }
}
