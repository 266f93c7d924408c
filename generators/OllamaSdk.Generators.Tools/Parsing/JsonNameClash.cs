using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

internal static class JsonNameClash
{
    /// <summary>Refuses a type of which two members have the same name in JSON.</summary>
    public static bool Check(List<MemberModel> members, INamedTypeSymbol type, TypeTable table)
    {
        var seen = new Dictionary<string, string>();
        foreach (var member in members)
        {
            if (seen.TryGetValue(member.JsonName, out var other))
            {
                table.Refuse($"'{other}' and '{member.Name}' of '{type.ToDisplayString(Names.Short)}' are both '{member.JsonName}' in JSON; "
                    + "give one another name by [JsonPropertyName]");
                return false;
            }

            seen.Add(member.JsonName, member.Name);
        }

        return true;
    }
}
