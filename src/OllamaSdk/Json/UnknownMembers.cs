using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>
/// Members that no model knows, from the parts of a stream. One that came in several parts is left out: nobody here knows how they fit together, and
/// a part of it would be wrong.
/// </summary>
internal sealed class UnknownMembers
{
    private Dictionary<string, JsonElement>? _members;

    public void Add(Dictionary<string, JsonElement>? part)
    {
        foreach (var (name, value) in (part ?? []).Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            _members ??= new(StringComparer.Ordinal);
            _members[name] = _members.ContainsKey(name) ? default : value;
        }
    }

    /// <summary>The same of what is no message, and so never comes in pieces: the last value is the one that holds.</summary>
    public static void KeepLast(ref Dictionary<string, JsonElement>? known, Dictionary<string, JsonElement>? more)
    {
        foreach (var (name, value) in more ?? [])
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
        _members?.Where(member => member.Value.ValueKind != JsonValueKind.Undefined).ToDictionary() is { Count: > 0 } whole ? whole : null;
}
