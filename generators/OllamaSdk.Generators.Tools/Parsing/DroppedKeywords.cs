using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Tells which keywords of a parameter's schema Ollama's server leaves out before the model sees it.</summary>
internal static class DroppedKeywords
{
    public static void Report(IParameterSymbol parameter, MemberModel member, TypeTable table)
    {
        var keywords = new SortedSet<string>(StringComparer.Ordinal);
        AddOf(member, table, keywords, []);
        if (keywords.Count > 0)
        {
            table.Scope.Report.Add(Descriptors.DroppedKeyword, parameter, parameter.Name, string.Join(", ", keywords));
        }
    }

    private static void AddOf(MemberModel member, TypeTable table, SortedSet<string> keywords, HashSet<string> open)
    {
        var constraint = member.Constraint;
        var isText = table[member.Value]?.Scalar is not null;
        Add(constraint.Minimum.Json.Length > 0, "minimum");
        Add(constraint.Maximum.Json.Length > 0, "maximum");
        Add(constraint.MinLength >= 0, isText ? "minLength" : "minItems");
        Add(constraint.MaxLength >= 0, isText ? "maxLength" : "maxItems");
        Add(constraint.Pattern.Length > 0, "pattern");
        AddOf(member.Value, table, keywords, open);

        void Add(bool isThere, string keyword)
        {
            if (isThere)
            {
                keywords.Add(keyword);
            }
        }
    }

    private static void AddOf(ValueModel value, TypeTable table, SortedSet<string> keywords, HashSet<string> open)
    {
        if (!open.Add(value.TypeName))
        {
            keywords.Add("$ref");
            return;
        }

        var type = table[value];
        if (type?.Map is { } map)
        {
            keywords.Add("additionalProperties");
            AddOf(map.Item, table, keywords, open);
        }

        if (type?.List is { } list)
        {
            AddOf(list.Item, table, keywords, open);
        }

        if (type?.Object is { } found)
        {
            foreach (var member in found.Members)
            {
                AddOf(member, table, keywords, open);
            }
        }

        open.Remove(value.TypeName);
    }
}
