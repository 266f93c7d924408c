using System.Text;

namespace OllamaSdk.OpenAI;

/// <summary>
/// Puts tool calls together from deltas. llama.cpp, LM Studio and vLLM send the id once and then fragments by index; Ollama sends whole
/// calls, whose index may be 0 for all of them. So an id that is new begins a call, one that comes back with another index too, and what has none
/// goes on with the latest call of its index.
/// </summary>
internal sealed class ToolCallAssembler
{
    private readonly List<Parts> _calls = [];

    public int Count => _calls.Count;

    public void Add(ChatToolCallDelta delta)
    {
        var call = Find(delta);
        if (call is null)
        {
            _calls.Add(call = new Parts(delta.Index));
        }

        call.Id ??= string.IsNullOrEmpty(delta.Id) ? null : delta.Id;
        call.Type ??= delta.TypeOnWire;
        call.Name ??= string.IsNullOrEmpty(delta.FunctionOnWire?.Name) ? null : delta.FunctionOnWire.Name;
        call.Arguments.Append(delta.FunctionOnWire?.Arguments);
    }

    /// <summary>The calls in the order they began; one without an id gets a new unique one, so that its result can be matched.</summary>
    public IReadOnlyList<ChatToolCall> ToCalls() => [.. _calls.Select((call, position) => new ChatToolCall
    {
        Index = call.Index ?? position,
        Id = call.Id ??= $"call_{Guid.NewGuid():N}",
        Type = call.Type ?? "function",
        Function = new ChatToolCallFunction { Name = call.Name, Arguments = call.Arguments.ToString() },
    })];

    private Parts? Find(ChatToolCallDelta delta)
    {
        if (string.IsNullOrEmpty(delta.Id))
        {
            // A second whole call of a server that sends neither ids nor indexes is told by its name.
            var latest = _calls.FindLast(c => c.Index == delta.Index);
            return latest is { Id: null, Name: not null } && delta.FunctionOnWire?.NameOnWire is not null && delta.Index is null ? null : latest;
        }

        // An id that comes late belongs to the call without one, unless both have a name.
        return _calls.Find(c => c.Id == delta.Id && (c.Index == delta.Index || c.Index is null || delta.Index is null))
            ?? _calls.FindLast(c => c.Id is null && c.Index == delta.Index && (c.Name is null || delta.FunctionOnWire?.NameOnWire is null));
    }

    private sealed class Parts(int? index)
    {
        public int? Index { get; } = index;

        public string? Id { get; set; }

        public string? Type { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
