using System.Runtime.InteropServices;
using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>
/// Members that no model knows, from the parts of a stream. One that came once, or the same each time, is kept as it is. Lists are joined, since
/// streams send of a list what is new. Any other that came in several parts is left out: nobody here knows how they fit together, and a part of it
/// would be wrong.
/// </summary>
internal sealed class UnknownMembers
{
    // No parts at all stand for those that do not fit together.
    private Dictionary<string, List<JsonElement>>? _members;

    public void Add(Dictionary<string, JsonElement>? part)
    {
        if (part is null)
        {
            return;
        }

        foreach (var (name, value) in part)
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                Add(name, value);
            }
        }
    }

    /// <summary>The same of what is no message, and so never comes in pieces: the last value is the one that holds.</summary>
    public static void KeepLast(ref Dictionary<string, JsonElement>? known, Dictionary<string, JsonElement>? more)
    {
        if (more is null)
        {
            return;
        }

        foreach (var (name, value) in more)
        {
            known ??= new(StringComparer.Ordinal);
            if (value.ValueKind != JsonValueKind.Null || !known.ContainsKey(name))
            {
                known[name] = value;
            }
        }
    }

    /// <returns>Those that came whole; <see langword="null"/> where there are none.</returns>
    public Dictionary<string, JsonElement>? ToWhole() =>
        _members?.Where(member => member.Value.Count > 0).ToDictionary(member => member.Key, member => Join(member.Value)) is { Count: > 0 } whole ? whole : null;

    private static JsonElement Join(List<JsonElement> parts) =>
        parts.Count == 1 ? parts[0] : JsonParts.List(parts.SelectMany(part => part.EnumerateArray()));

    private static bool IsSame(JsonElement left, JsonElement right) => JsonMarshal.GetRawUtf8Value(left).SequenceEqual(JsonMarshal.GetRawUtf8Value(right));

    private void Add(string name, JsonElement value)
    {
        _members ??= new(StringComparer.Ordinal);
        if (!_members.TryGetValue(name, out var parts))
        {
            _members[name] = [value];
        }
        else if (parts.Count > 0 && parts[0].ValueKind == JsonValueKind.Array && value.ValueKind == JsonValueKind.Array)
        {
            parts.Add(value);
        }
        else if (parts.Count > 0 && !IsSame(parts[0], value))
        {
            parts.Clear();
        }
    }
}
