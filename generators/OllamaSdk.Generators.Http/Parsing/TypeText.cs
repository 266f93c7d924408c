using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Types as emitted code and messages spell them.</summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat _qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat _namespace = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>With <c>global::</c> and nullable marks.</summary>
    public static string Qualified(ITypeSymbol type) => type.ToDisplayString(_qualified);

    /// <summary>Without <c>global::</c>, keywords escaped; empty for the global namespace.</summary>
    public static string Namespace(INamespaceSymbol ns) => ns.IsGlobalNamespace ? "" : ns.ToDisplayString(_namespace);

    /// <summary>Short, for messages.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
