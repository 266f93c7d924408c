using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Finds how generated code gets inside a type: through partial declarations of it and of all types around it.</summary>
internal static class ContainerParser
{
    public static ContainerModel? Parse(INamedTypeSymbol type, string suffix, Scope scope)
    {
        var headers = new List<string>();
        for (var level = type; level is not null; level = level.ContainingType)
        {
            if (!Check(level, scope))
            {
                return null;
            }

            headers.Insert(0, $"partial {Keyword(level)} {Identifiers.Escape(level.Name)}");
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat
            .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        var hint = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new($"{hint.Replace("@", "")}.{suffix}.g.cs", space, headers.ToEquatableArray(), type.ToDisplayString(Names.Full), type.IsStatic);
    }

    private static bool Check(INamedTypeSymbol type, Scope scope)
    {
        if (type.IsGenericType && type.Arity > 0)
        {
            scope.Report.Add(Descriptors.Generic, type, type.Name);
            return false;
        }

        if (type.IsFileLocal || type.IsRefLikeType)
        {
            scope.Report.Add(Descriptors.Container, type, type.Name, type.IsFileLocal ? "is file-local; make it internal" : "is a ref struct; make it a plain one");
            return false;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(scope.Token) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                scope.Report.Add(Descriptors.NotPartial, type, type.Name);
                return false;
            }
        }

        return true;
    }

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
