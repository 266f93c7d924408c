using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Finds the types that are part of themselves: a schema must refer to these, where it repeats all others.</summary>
internal static class Recursion
{
    public static TypeModel Mark(TypeModel type, Dictionary<string, TypeModel?> types) =>
        type is { Object: null, Union: null } || !Reaches(type, type.Name, types, []) ? type
            : type.Object is { } members ? type with { Object = members with { IsRecursive = true } }
            : type with { Union = type.Union! with { IsRecursive = true } };

    /// <summary>The types that a type is directly made of.</summary>
    public static IEnumerable<string> Parts(TypeModel type)
    {
        if (type.List is { } list)
        {
            yield return list.Item.TypeName;
        }

        if (type.Map is { } map)
        {
            yield return map.Item.TypeName;
        }

        if (type.Object is { } found)
        {
            foreach (var member in found.Members)
            {
                yield return member.Value.TypeName;
            }
        }

        foreach (var kind in type.Union?.Kinds ?? default)
        {
            foreach (var part in Parts(kind))
            {
                yield return part;
            }
        }

        if (type.Union?.Rest is { } rest)
        {
            foreach (var part in Parts(rest))
            {
                yield return part;
            }
        }
    }

    private static bool Reaches(TypeModel from, string target, Dictionary<string, TypeModel?> types, HashSet<string> seen)
    {
        foreach (var part in Parts(from))
        {
            if (part == target || (seen.Add(part) && types[part] is { } next && Reaches(next, target, types, seen)))
            {
                return true;
            }
        }

        return false;
    }
}
