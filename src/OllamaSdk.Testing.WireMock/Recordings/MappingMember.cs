using System.Text.Json;

namespace OllamaSdk.Testing.Recordings;

/// <summary>A member of a mapping file that knows where it stands, so that what is wrong with it can be said exactly.</summary>
internal readonly record struct MappingMember(string File, string Path, string Name, JsonElement Value)
{
    public MappingMember(string file, JsonElement mapping)
        : this(file, "", "", mapping)
    {
    }

    public string Text => Of(JsonValueKind.String, "a text").GetString()!;

    public int Number => Of(JsonValueKind.Number, "a whole number").TryGetInt32(out var number) ? number : throw Refuse("is not a whole number");

    public IReadOnlyList<MappingMember> Members
    {
        get
        {
            var (file, below) = (File, Path.Length == 0 ? "" : $"{Path}.");
            return [.. Of(JsonValueKind.Object, "an object").EnumerateObject().Select(m => new MappingMember(file, below + m.Name, m.Name, m.Value))];
        }
    }

    public IReadOnlyList<MappingMember> Items
    {
        get
        {
            var (file, path) = (File, Path);
            return [.. Of(JsonValueKind.Array, "an array").EnumerateArray().Select((item, i) => new MappingMember(file, $"{path}[{i}]", "", item))];
        }
    }

    /// <summary>The members of an object that has no others: one that is not known might say which requests are not meant.</summary>
    public IReadOnlyDictionary<string, MappingMember> Only(params string[] known)
    {
        var found = new Dictionary<string, MappingMember>();
        foreach (var member in Members)
        {
            if (!known.Contains(member.Name))
            {
                throw member.Refuse($"is not known here; what is: {string.Join(", ", known)}");
            }

            if (!found.TryAdd(member.Name, member))
            {
                throw member.Refuse("is there twice");
            }
        }

        return found;
    }

    /// <summary>The member of an object that has this one alone, of those that are known.</summary>
    public MappingMember One(params string[] known)
    {
        var found = Only(known);
        return found.Count == 1 ? found.Values.Single() : throw Refuse($"needs one of {string.Join(", ", known)}, and one alone");
    }

    public MappingMember Required(IReadOnlyDictionary<string, MappingMember> members, string name) =>
        members.TryGetValue(name, out var member) ? member : throw Refuse($"lacks '{name}'");

    public InvalidDataException Refuse(string why) => new($"{File}: {(Path.Length == 0 ? "the mapping" : Path)} {why}.");

    private JsonElement Of(JsonValueKind kind, string called) => Value.ValueKind == kind ? Value : throw Refuse($"is not {called}");
}
