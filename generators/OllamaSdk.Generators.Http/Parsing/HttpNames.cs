using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Recognizes types by namespace and name, which needs no compilation and so keeps nothing alive.</summary>
internal static class HttpNames
{
    public const string Namespace = "OllamaSdk.Http";

    public static bool IsInHttpNamespace(ISymbol? type) => type is not null && IsIn(type, Namespace);

    public static bool Is(ITypeSymbol? type, string ns, string metadataName) =>
        type is INamedTypeSymbol { ContainingType: null } named && named.MetadataName == metadataName && IsIn(named, ns);

    /// <summary>Whether the type, or one it derives from, is the named one.</summary>
    public static bool DerivesFrom(ITypeSymbol? type, string ns, string metadataName)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, ns, metadataName))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(ISymbol symbol, string ns)
    {
        var current = symbol.ContainingNamespace;
        var end = ns.Length;
        while (current is { IsGlobalNamespace: false })
        {
            var start = end - current.Name.Length;
            if (start < 0 || string.CompareOrdinal(ns, start, current.Name, 0, current.Name.Length) != 0)
            {
                return false;
            }

            if (start > 0 && ns[start - 1] != '.')
            {
                return false;
            }

            current = current.ContainingNamespace;
            end = start - 1;
        }

        return end == -1;
    }
}
