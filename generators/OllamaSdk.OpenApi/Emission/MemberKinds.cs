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
}
