using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Types with <c>[JsonDerivedType]</c>: objects of several kinds, each with a constant that tells which it is.</summary>
internal static class Unions
{
    private const string Polymorphic = "JsonPolymorphicAttribute";
    private const string DerivedType = "JsonDerivedTypeAttribute";

    // As System.Text.Json numbers them.
    private const int FallBackToBaseType = 1;

    public static bool IsUnion(INamedTypeSymbol type) => type.HasJson(Polymorphic) || type.HasJson(DerivedType);

    public static TypeModel? Parse(INamedTypeSymbol type, string name, string id, TypeTable table)
    {
        var root = type.ToDisplayString(Names.Short);
        var settings = type.Attribute(Names.Json, Polymorphic);
        var discriminator = settings?.Named("TypeDiscriminatorPropertyName") as string ?? "$type";
        var kinds = new List<(INamedTypeSymbol Type, KindModel Kind)>();
        foreach (var attribute in type.GetAttributes())
        {
            if (Names.Is(attribute.AttributeClass, Names.Json, DerivedType))
            {
                if (Kind(attribute, type, discriminator, table) is not { } found)
                {
                    return null;
                }

                if (kinds.Exists(other => other.Kind == found.Kind || SymbolEqualityComparer.Default.Equals(other.Type, found.Type)))
                {
                    table.Refuse($"'{root}' names the kind '{found.Kind.Words}' or its type twice in its [JsonDerivedType]s; each has one of its own");
                    return null;
                }

                kinds.Add(found);
            }
        }

        if (kinds.Count == 0)
        {
            table.Refuse($"'{root}' carries [JsonPolymorphic] but names no kinds; write [JsonDerivedType(typeof(…), \"…\")] for each");
            return null;
        }

        var models = new List<TypeModel>();
        foreach (var (kindType, kind) in kinds)
        {
            if (Object(kindType, kind, id, table) is not { } model)
            {
                return null;
            }

            models.Add(model);
        }

        if (!table.IsRead)
        {
            // The nearest kind is found first.
            models = Sorted(models, kinds);
        }

        var restIsAny = settings?.Named("UnknownDerivedTypeHandling") is FallBackToBaseType;
        var hasRest = !table.IsRead && (restIsAny || (!type.IsAbstract && !kinds.Exists(kind => SymbolEqualityComparer.Default.Equals(kind.Type, type))));
        var rest = hasRest ? TypeParser.ObjectOf(type, name, table.Identifier(type, "Plain"), table) : null;
        return hasRest && rest is null
            ? null
            : new(name, id, TypeForm.Union, Union: new(
                discriminator, models.ToEquatableArray(), table.Scope.Descriptions.Of(type), IsRecursive: false, rest, restIsAny));
    }

    private static (INamedTypeSymbol Type, KindModel Kind)? Kind(AttributeData attribute, INamedTypeSymbol root, string discriminator, TypeTable table)
    {
        if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol type }, ..])
        {
            return null;
        }

        var name = type.ToDisplayString(Names.Short);
        var problem = type.IsUnboundGenericType ? $"the kind '{name}' is open; use a type that is known"
            : !table.Scope.IsA(type, root) ? $"'{name}' is no '{root.ToDisplayString(Names.Short)}', of which [JsonDerivedType] makes it a kind"
            : attribute.ConstructorArguments is not [_, { Value: string or int }] ? $"the kind '{name}' has no constant by which it is known; write [JsonDerivedType(typeof({name}), \"…\")]"
            : TypeRules.Refusal(type, table.Scope) ?? TypeRules.ObjectRefusal(type);
        if (problem is not null)
        {
            table.Refuse(problem);
            return null;
        }

        var constant = attribute.ConstructorArguments[1].Value;
        return (type, new(discriminator, constant as string, constant as int? ?? 0));
    }

    private static TypeModel? Object(INamedTypeSymbol type, KindModel kind, string id, TypeTable table)
    {
        table.Scope.Uses(type);
        if (TypeParser.ObjectOf(type, type.ToDisplayString(Names.Full), table.Identifier(type, id), table, kind) is not { } model)
        {
            return null;
        }

        foreach (var member in model.Object!.Members)
        {
            if (member.JsonName == kind.Member)
            {
                table.Refuse($"'{type.ToDisplayString(Names.Short)}.{member.Name}' is '{kind.Member}' in JSON, and so is the constant that tells the kinds apart; give one of them another name");
                return null;
            }
        }

        return model;
    }

    private static List<TypeModel> Sorted(List<TypeModel> models, List<(INamedTypeSymbol Type, KindModel Kind)> kinds)
    {
        var order = new List<(int Depth, int Index)>();
        for (var i = 0; i < kinds.Count; i++)
        {
            var depth = 0;
            for (var level = kinds[i].Type.BaseType; level is not null; level = level.BaseType)
            {
                depth++;
            }

            order.Add((depth, i));
        }

        order.Sort((a, b) => a.Depth != b.Depth ? b.Depth.CompareTo(a.Depth) : a.Index.CompareTo(b.Index));
        return order.ConvertAll(next => models[next.Index]);
    }
}
