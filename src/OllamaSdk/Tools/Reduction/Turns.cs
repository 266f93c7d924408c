namespace OllamaSdk.Reduction;

/// <summary>
/// A conversation as turns: what the person said and all up to what it said next. System messages belong to none. A turn holds whole exchanges with tools:
/// where a result comes later, so does the turn's end.
/// </summary>
internal sealed class Turns
{
    private const string Developer = "developer";

    private readonly IReadOnlyList<ISpokenMessage> _messages;
    private readonly List<int> _starts = [];

    public Turns(IReadOnlyList<ISpokenMessage> messages)
    {
        _messages = messages;
        var isWhole = WholeFrom(messages);
        for (var i = 0; i < messages.Count; i++)
        {
            if (!IsSystem(messages[i]) && (_starts.Count == 0 || (messages[i].Speaker == LlmRole.User && isWhole[i])))
            {
                _starts.Add(i);
            }
        }
    }

    public int Count => _starts.Count;

    public ISpokenMessage FirstOf(int turn) => _messages[_starts[turn]];

    /// <summary>Whether a message belongs to the first so many turns.</summary>
    public bool IsWithin(int index, int turns) => !IsSystem(_messages[index]) && (turns >= Count || index < _starts[turns]);

    private static bool IsSystem(ISpokenMessage message) =>
        message.Speaker == LlmRole.System || string.Equals(message.Speaker?.Value, Developer, StringComparison.OrdinalIgnoreCase);

    // From where on each result has its call.
    private static bool[] WholeFrom(IReadOnlyList<ISpokenMessage> messages)
    {
        var isWhole = new bool[messages.Count];
        var uncalled = 0;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            uncalled = messages[i].Speaker == LlmRole.Tool ? uncalled + 1 : Math.Max(0, uncalled - messages[i].Calls.Count());
            isWhole[i] = uncalled == 0;
        }

        return isWhole;
    }
}
