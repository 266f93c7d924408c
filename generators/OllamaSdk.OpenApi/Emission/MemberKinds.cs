using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>What kind of thing a property holds, as far as telling and comparing it differ.</summary>
internal enum MemberKind
{
    Plain,
    Text,
    Json,
    List,
    Map,
    Model,
    Union,
}

/// <summary>The kinds of C# types, which depend on all descriptions: a type of one may be named by another.</summary>
internal sealed class MemberKinds(IReadOnlyList<ApiDescription> all)
{
    private readonly HashSet<string> _openStrings = [.. all.SelectMany(api => api.Types.OfType<OpenStringType>()).Select(type => type.Name)];
    private readonly HashSet<string> _records = [.. all.SelectMany(api => api.Types.OfType<RecordType>()).Select(type => type.Name)];
    private readonly HashSet<string> _received = Received(all);

    public MemberKind Of(string type) => type switch
    {
        "string" => MemberKind.Text,
        "bool" or "int" or "long" or "double" or "DateTimeOffset" => MemberKind.Plain,
        "JsonElement" => MemberKind.Json,
        _ when _openStrings.Contains(type) => MemberKind.Plain,
        _ when _records.Contains(type) => MemberKind.Model,
        _ when type.StartsWith("IReadOnlyDictionary<", StringComparison.Ordinal) => MemberKind.Map,
        _ when type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal) => MemberKind.List,
        _ => MemberKind.Union,
    };

    /// <summary>What a property of an answer reads as where the server left it out; <see langword="null"/> where it stays nullable.</summary>
    public string? Absent(RecordType type, RecordProperty property) => !_received.Contains(type.Name) || property.AbsenceTells ? null : Of(property.Type) switch
    {
        MemberKind.Text => "\"\"",
        MemberKind.List => "[]",
        MemberKind.Map => $"{property.Type[1..].Replace("ReadOnlyDictionary<", "global::System.Collections.ObjectModel.ReadOnlyDictionary<", StringComparison.Ordinal)}.Empty",
        MemberKind.Union when property.AbsenceIsEmpty => $"{property.Type}.Empty",
        // Users can change an object, so each answer gets one of its own.
        MemberKind.Model when property.AbsenceIsEmpty => "new()",
        _ => null,
    };

    /// <summary>Whether it is a list of an answer whose elements are objects or texts. A vector that is null is missing, which its caller must see.</summary>
    public bool MayHoldNulls(RecordType type, RecordProperty property) =>
        _received.Contains(type.Name) && property.Type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) && Of(Innermost(property.Type)) is (MemberKind.Model or MemberKind.Text);

    /// <summary>Whether an answer is good without this property, so that one which cannot be read is left out. JSON of any form always can be.</summary>
    public bool Informs(RecordType type, RecordProperty property) => _received.Contains(type.Name) && Of(property.Type) != MemberKind.Json
        && (property.Informs ?? property.Type is "bool" or "int" or "long" or "double" or "DateTimeOffset");

    /// <summary>The name of what the JSON has in place of a property that reads as empty.</summary>
    public string Stored(RecordType type, RecordProperty property) => Absent(type, property) is null ? property.Name : $"{property.Name}OnWire";

    private static HashSet<string> Received(IReadOnlyList<ApiDescription> all)
    {
        var records = all.SelectMany(api => api.Types.OfType<RecordType>()).ToDictionary(type => type.Name, StringComparer.Ordinal);
        var open = new Queue<string>(all.SelectMany(api => api.Interfaces).SelectMany(type => type.Methods).Select(method => Innermost(method.ReturnType)));
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var name))
        {
            if (records.TryGetValue(name, out var record) && found.Add(name))
            {
                record.Properties.Select(property => Innermost(property.Type)).ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    /// <summary><c>Task&lt;A&gt;</c>, <c>IReadOnlyList&lt;A&gt;</c> and <c>IReadOnlyDictionary&lt;string, A&gt;</c> are all about <c>A</c>.</summary>
    private static string Innermost(string type) => type.Split('<', ' ')[^1].TrimEnd('>');
}
