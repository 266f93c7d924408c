using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>The list of what only informs, by model: without it an answer is still one.</summary>
internal static class InformingMembersWriter
{
    public const string Path = "InformingMembers.cs";

    public static string Write(IReadOnlyList<ApiDescription> apis, MemberKinds kinds)
    {
        var writer = new CodeWriter().Header(string.Join(" and ", apis.Select(api => api.Source)), "")
            .Line("namespace OllamaSdk.Json;")
            .Line()
            .Line("/// <summary>The members of answers that only inform, by wire name: one that cannot be read never costs the answer.</summary>")
            .Open("internal static class InformingMembers")
            .Line("private static readonly Dictionary<Type, string[]> s_names = new()")
            .Line("{");
        var types = apis.SelectMany(api => api.Types.OfType<RecordType>().Select(type => (Name: $"{api.Namespace}.{type.Name}", Type: type)));
        foreach (var (name, type) in types.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            var members = type.Properties.Where(property => kinds.Informs(type, property)).Select(property => Literal.Of(property.WireName)).ToList();
            if (members.Count > 0)
            {
                writer.Line($"    [typeof(global::{name})] = [{string.Join(", ", members)}],");
            }
        }

        return writer.Line("};")
            .Line()
            .Line("public static IReadOnlyList<string> Of(Type model) => s_names.GetValueOrDefault(model, []);")
            .Close()
            .ToString();
    }
}
