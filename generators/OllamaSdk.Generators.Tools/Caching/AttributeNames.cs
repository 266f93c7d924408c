using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.Caching;

/// <summary>Whether a declaration may carry one of our attributes, by its text alone.</summary>
internal static class AttributeNames
{
    /// <param name="node">A declaration.</param>
    /// <param name="attribute">The attribute's simple name without its ending, such as <c>LlmTool</c>.</param>
    /// <param name="aliases">The project's global aliases, any of which may stand for the attribute.</param>
    public static bool MayHave(SyntaxNode node, string attribute, HashSet<string> aliases)
    {
        foreach (var list in Lists(node))
        {
            foreach (var item in list.Attributes)
            {
                var name = Simple(item.Name);
                if (IsNamed(name, attribute) || aliases.Contains(name) || aliases.Contains(name + "Attribute") || IsAlias(node, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static SyntaxList<AttributeListSyntax> Lists(SyntaxNode node) => node switch
    {
        MemberDeclarationSyntax member => member.AttributeLists,
        LocalFunctionStatementSyntax local => local.AttributeLists,
        LambdaExpressionSyntax lambda => lambda.AttributeLists,
        AccessorDeclarationSyntax accessor => accessor.AttributeLists,
        _ => default,
    };

    private static bool IsNamed(string name, string attribute) =>
        name.StartsWith(attribute, StringComparison.Ordinal) && (name.Length == attribute.Length || name.Substring(attribute.Length) == "Attribute");

    private static bool IsAlias(SyntaxNode node, string name)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            var usings = around switch
            {
                CompilationUnitSyntax unit => unit.Usings,
                BaseNamespaceDeclarationSyntax space => space.Usings,
                _ => default,
            };
            foreach (var use in usings)
            {
                if (use.Alias is { } alias && IsNamed(alias.Name.Identifier.ValueText, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
