using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Tells a parameter that was refused, and looks like a service, from one that was meant for the model.</summary>
internal static class ServiceHint
{
    /// <summary>What to write before the parameter if it is a service; empty where it is none.</summary>
    public static string For(ITypeSymbol type) =>
        type is INamedTypeSymbol named && Instead.Of(named, isRead: true) is null && IsService(named)
            ? "; if it comes from dependency injection, write [FromToolServices] before it"
            : "";

    private static bool IsService(INamedTypeSymbol type)
    {
        if (IsMadeByOthers(type))
        {
            return true;
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type is INamedTypeSymbol part && IsMadeByOthers(part))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Data is a class of one's own, a struct or a collection.
    private static bool IsMadeByOthers(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Interface or TypeKind.Class
        && type.SpecialType is not (SpecialType.System_String or SpecialType.System_Object)
        && CollectionTypes.Enumerated(type) is null
        && ScalarTypes.Find(type) is null
        && (type.TypeKind == TypeKind.Interface || type.IsAbstract || TypeRules.IsFramework(type) || Names.NamespaceOf(type).StartsWith("Microsoft.", StringComparison.Ordinal))
        && !Unions.IsUnion(type);
}
