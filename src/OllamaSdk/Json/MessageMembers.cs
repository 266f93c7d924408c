using System.Runtime.InteropServices;
using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>
/// Notes all that a message's JSON is made of, or compares it with what was noted before. Both go the same way through the message: texts, which never
/// change, by reference; what can change by its content.
/// </summary>
/// <param name="noted">What was noted; where it ends before the message does, more is noted.</param>
/// <param name="at">Where the message's part of it begins.</param>
internal ref struct MessageMembers(List<object?> noted, int at)
{
    private readonly bool _compares = at < noted.Count;
    private readonly ReadOnlySpan<object?> _before = CollectionsMarshal.AsSpan(noted);

    /// <summary>The place behind the message's part.</summary>
    public int At { get; private set; } = at;

    /// <summary>Whether nothing has changed so far.</summary>
    public bool AreSame { get; private set; } = true;

    /// <summary>Whether there is something that can change in ways that are not seen here.</summary>
    public bool MayChange { get; set; }

    public void Add(string? text) => AddReference(text);

    /// <summary>Something that never changes, and is known by its reference.</summary>
    public void AddReference(object? one)
    {
        if (_compares)
        {
            AreSame &= At < _before.Length && ReferenceEquals(_before[At], one);
        }
        else
        {
            noted.Add(one);
        }

        At++;
    }

    /// <summary>The same of what may be another one with the same in it.</summary>
    public void AddReference(object one, Func<object?, object, bool> isSame)
    {
        if (_compares)
        {
            AreSame &= At < _before.Length && (ReferenceEquals(_before[At], one) || isSame(_before[At], one));
        }
        else
        {
            noted.Add(one);
        }

        At++;
    }

    public void Add(int? number)
    {
        if (_compares)
        {
            AreSame &= At < _before.Length && (number is { } value ? _before[At] is int before && before == value : _before[At] is null);
        }
        else
        {
            noted.Add(number);
        }

        At++;
    }

    public void Add(JsonElement? element)
    {
        if (element is not { } json)
        {
            Add((string?)null);
            return;
        }

        if (json.ValueKind == JsonValueKind.Undefined)
        {
            MayChange = true;
            return;
        }

        var text = JsonMarshal.GetRawUtf8Value(json);
        if (_compares)
        {
            AreSame &= At < _before.Length && _before[At] is byte[] before && text.SequenceEqual(before);
        }
        else
        {
            noted.Add(text.ToArray());
        }

        At++;
    }

    public void Add(Dictionary<string, JsonElement>? members)
    {
        if (members is not { Count: > 0 })
        {
            Add((string?)null);
            return;
        }

        Add(members.Count);
        foreach (var (name, value) in members)
        {
            Add(name);
            Add(value);
        }
    }

    /// <summary>A list of which the items come next; <see langword="false"/> where there is none.</summary>
    public bool Add<T>(IReadOnlyList<T>? list)
    {
        if (list is null)
        {
            Add((string?)null);
            return false;
        }

        Add(list.Count);
        // Of another kind of list nobody knows what it gives the next time.
        MayChange |= list is not (T[] or List<T>);
        return true;
    }
}
