namespace OllamaSdk;

/// <summary>Collects the tool calls of a stream.</summary>
internal static class ToolCalls
{
    /// <summary>
    /// Adds a call as it was sent. A call that is there already, with the same id, name and arguments, is the same one told again; one that
    /// only shares its id is another, and stays. A call without an id gets a new unique one, so that its result can be matched.
    /// </summary>
    public static void Add(List<ToolCall> calls, ToolCall? call)
    {
        // A null breaks the API's rules, but has nothing to add either.
        if (call is null)
        {
            return;
        }

        if (string.IsNullOrEmpty(call.Id))
        {
            calls.Add(call with { Id = $"call_{Guid.NewGuid():N}" });
        }
        else if (!calls.Exists(known => IsSame(known, call)))
        {
            calls.Add(call);
        }
    }

    private static bool IsSame(ToolCall known, ToolCall call) =>
        known.Id == call.Id && known.Function?.Name == call.Function?.Name && Arguments(known) == Arguments(call);

    private static string? Arguments(ToolCall call) => call.Function?.Arguments?.GetRawText();
}
