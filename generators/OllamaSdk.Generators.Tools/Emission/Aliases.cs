using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>The names in C# by which a model may call what the schema calls otherwise: it has seen much C#.</summary>
internal static class Aliases
{
    /// <summary>Each name in C#, followed by the schema's. A name that differs in case only is found without.</summary>
    public static List<string> Of(EquatableArray<TypeModel> types)
    {
        var names = new List<string>();
        foreach (var type in types)
        {
            foreach (var member in type.Object?.Members ?? default)
            {
                Add(names, member.Name, member.JsonName);
            }

            foreach (var kind in type.Union?.Kinds ?? default)
            {
                foreach (var member in kind.Object!.Members)
                {
                    Add(names, member.Name, member.JsonName);
                }

                if (kind.Object.Kind!.Text is { } text)
                {
                    Add(names, kind.Name.Substring(kind.Name.LastIndexOfAny(['.', ':']) + 1), text);
                }
            }

            foreach (var member in type.Enum?.Members ?? default)
            {
                Add(names, member.Code.Substring(member.Code.LastIndexOf('.') + 1).TrimStart('@'), member.JsonName);
            }
        }

        return names;
    }

    public static void Emit(SourceWriter writer, EquatableArray<TypeModel> types)
    {
        var names = Of(types);
        if (names.Count > 0)
        {
            writer.Line($"private static readonly string[] Aliases = [{string.Join(", ", names.ConvertAll(name => Literals.Code(name)))}];");
            writer.Line();
        }
    }

    private static void Add(List<string> names, string name, string jsonName)
    {
        if (!string.Equals(name, jsonName, StringComparison.OrdinalIgnoreCase))
        {
            names.Add(name);
            names.Add(jsonName);
        }
    }
}
