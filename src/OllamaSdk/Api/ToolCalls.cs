namespace OllamaSdk;

/// <summary>Collects the tool calls of a stream.</summary>
internal static class ToolCalls
{
    /// <summary>
    /// Adds a call as it was sent. A call that is there already, with the same id, name and arguments, is the same one told again; one that
    /// only shares its id is another, and stays. Of one told again, the telling with the most unknown members (a signature may come late) is kept. A
    /// call without an id gets a new unique one, so that its result can be matched.
    /// </summary>
    public static void Add(List<OllamaToolCall> calls, OllamaToolCall? call)
    {
        // A null breaks the API's rules, but has nothing to add either.
        if (call is null)
        {
            return;
        }

        if (string.IsNullOrEmpty(call.Id))
        {
            calls.Add(call with { Id = $"call_{Guid.NewGuid():N}" });
            return;
        }

        var at = calls.FindIndex(known => IsSame(known, call));
        if (at < 0)
        {
            calls.Add(call);
        }
        else if (call.AdditionalProperties?.Count > (calls[at].AdditionalProperties?.Count ?? 0))
        {
            calls[at] = call;
        }
    }

    private static bool IsSame(OllamaToolCall known, OllamaToolCall call) =>
        known.Id == call.Id && known.FunctionOnWire?.Name == call.FunctionOnWire?.Name && Arguments(known) == Arguments(call);

    private static string? Arguments(OllamaToolCall call) => call.FunctionOnWire?.Arguments?.GetRawText();
}
