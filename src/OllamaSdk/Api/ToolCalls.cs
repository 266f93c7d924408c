namespace OllamaSdk;

/// <summary>Collects the tool calls of a stream.</summary>
internal static class ToolCalls
{
    /// <summary>
    /// Adds a call as it was sent. A call whose id is there already is the same call told again, and replaces it; a call without an id
    /// gets a new unique one, so that its result can be matched.
    /// </summary>
    public static void Add(List<ToolCall> calls, ToolCall call)
    {
        if (string.IsNullOrEmpty(call.Id))
        {
            calls.Add(call with { Id = $"call_{Guid.NewGuid():N}" });
            return;
        }

        var known = calls.FindIndex(c => c.Id == call.Id);
        if (known < 0)
        {
            calls.Add(call);
        }
        else
        {
            calls[known] = call;
        }
    }
}
