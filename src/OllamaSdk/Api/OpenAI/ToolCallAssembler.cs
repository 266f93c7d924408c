using System.Text;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>Puts tool calls together from deltas. What a delta belongs to, the first rule that fits:</summary>
/// <remarks>
/// <list type="number">
/// <item>A known id (of its index, where both have one) goes on with that call; unless it brings a name and another whole object after a whole one.</item>
/// <item>No name: it goes on with the latest call of its index, whatever its id. Some servers change the id within a call.</item>
/// <item>The latest call of its index has no name: it gets it, and the id. Both may come late.</item>
/// <item>A new id begins a call. Ollama gives all of its calls the index 0.</item>
/// <item>The latest call is whole: a name begins the next one.</item>
/// <item>The same name once more, in the middle of the arguments or before them: it goes on.</item>
/// <item>A call with an id whose arguments have not begun: another piece of its name.</item>
/// <item>Otherwise a name begins a call.</item>
/// </list>
/// <para>The pieces of a call's arguments make one text; only an empty object, list or null gives way to what follows it.</para>
/// </remarks>
internal sealed class ToolCallAssembler
{
    private readonly List<Parts> _calls = [];

    public void Add(ChatToolCallDelta delta)
    {
        if (Find(delta) is { } call)
        {
            call.Add(delta);
        }
        else
        {
            _calls.Add(call = new Parts(delta.Index));
            call.Add(delta, isFirst: true);
        }
    }

    /// <summary>
    /// The calls in the order they began, <see langword="null"/> where there are none; one without an id gets a new unique one, so that its result
    /// can be matched. What has neither a name nor arguments is no call.
    /// </summary>
    public IReadOnlyList<ChatToolCall>? ToCalls() => _calls.Where(call => call.Name is not null || call.Arguments.Length > 0).ToList() is { Count: > 0 } made
        ? [.. made.Select((call, position) => call.ToCall(position))]
        : null;

    private Parts? Find(ChatToolCallDelta delta)
    {
        var name = delta.FunctionOnWire?.Name;
        if (!string.IsNullOrEmpty(delta.Id)
            && _calls.FindLast(c => c.Id == delta.Id && (c.Index == delta.Index || c.Index is null || delta.Index is null)) is { } known)
        {
            return string.IsNullOrEmpty(name) || !known.IsFollowedBy(delta) ? known : null;
        }

        var latest = _calls.FindLast(c => c.Index == delta.Index || delta.Index is null);
        if (latest is null || string.IsNullOrEmpty(name) || latest.Name is null)
        {
            return latest;
        }

        if (!string.IsNullOrEmpty(delta.Id) || latest.IsWhole || (latest.Id is null && delta.Index is null))
        {
            return null;
        }

        return latest.Name == name || (latest.Id is not null && latest.Arguments.Length == 0) ? latest : null;
    }

    private sealed class Parts(int? index)
    {
        private const int MaxEmptyLength = 4;

        private string? _type;
        private readonly UnknownMembers _unknown = new();
        private readonly UnknownMembers _unknownOfFunction = new();

        public int? Index { get; } = index;

        public string? Id { get; private set; }

        public string? Name { get; private set; }

        public StringBuilder Arguments { get; } = new();

        /// <summary>Whether the arguments are a JSON document to the end.</summary>
        public bool IsWhole => Arguments.Length > 0 && IsJson(Arguments.ToString());

        /// <summary>Whether the delta, which has this call's id and a name, is another call all the same: one more document, but not this one again.</summary>
        public bool IsFollowedBy(ChatToolCallDelta delta) => delta.FunctionOnWire?.Arguments is { Length: > 0 } arguments && IsWhole && IsJson(arguments);

        public void Add(ChatToolCallDelta delta, bool isFirst = false)
        {
            Id ??= string.IsNullOrEmpty(delta.Id) ? null : delta.Id;
            _type ??= delta.TypeOnWire;
            if (delta.FunctionOnWire?.Name is { Length: > 0 } name && (isFirst || Name is null || (Name != name && Arguments.Length == 0)))
            {
                Name += name;
            }

            if (delta.FunctionOnWire?.Arguments is { Length: > 0 } arguments)
            {
                // Some servers begin with an empty object, and what follows is the whole of them.
                if (Arguments.Length is > 0 and <= MaxEmptyLength && Arguments.ToString() is var begun && (begun == "{}" || (!string.IsNullOrWhiteSpace(begun) && CallArguments.AreAbsent(begun))))
                {
                    Arguments.Clear();
                }

                Arguments.Append(arguments);
            }

            _unknown.Add(delta.AdditionalProperties);
            _unknownOfFunction.Add(delta.FunctionOnWire?.AdditionalProperties);
        }

        public ChatToolCall ToCall(int position) => new()
        {
            Index = Index ?? position,
            Id = Id ??= $"call_{Guid.NewGuid():N}",
            Type = _type ?? "function",
            Function = new ChatToolCallFunction { Name = Name, Arguments = Arguments.ToString(), AdditionalProperties = _unknownOfFunction.ToWhole() },
            AdditionalProperties = _unknown.ToWhole(),
        };

        private static bool IsJson(string text)
        {
            try
            {
                var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
                while (reader.Read())
                {
                }

                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
