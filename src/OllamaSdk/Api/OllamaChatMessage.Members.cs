using OllamaSdk.Json;

namespace OllamaSdk;

public sealed partial record OllamaChatMessage
{
    /// <summary>
    /// Goes through a message that is all texts. What it shares with others is known by its reference first: whoever sets any of that makes another one.
    /// </summary>
    /// <returns>Whether that is all of the message.</returns>
    internal bool TryNoteQuickly(ref MessageMembers members)
    {
        if (_shared is { ImagesOnWire: null, ToolCallsOnWire: null, AdditionalProperties: null } shared && _content.SingleText is { } text)
        {
            members.AddReference(text);
            members.AddReference(ThinkingOnWire);
            members.AddReference(shared, static (before, now) => before is Shared one && AreSame(one, (Shared)now));
            return true;
        }

        return false;
    }

    // Messages may be made anew for each request, of the same texts.
    private static bool AreSame(Shared one, Shared other) =>
        one.Role?.Value == other.Role?.Value && one.ToolNameOnWire == other.ToolNameOnWire && one.ToolCallIdOnWire == other.ToolCallIdOnWire;
}
