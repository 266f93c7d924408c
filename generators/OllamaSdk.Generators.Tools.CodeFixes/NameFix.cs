using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.CodeFixes;

/// <summary>LLM006 and LLM007: writes a name that servers accept and no other tool of the type has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class NameFix() : ToolFix("LLM006", "LLM007")
{
    private const int MaxLength = 64;
    private const string Attribute = "LlmToolAttribute";

    // Two names made at once could be the same.
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override async Task<(string Title, Func<CancellationToken, Task<Solution>> Mend)?> OfferAsync(
        Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model?.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || OfTool(method)?.ApplicationSyntaxReference is not { } reference
            || reference.SyntaxTree != root.SyntaxTree
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not AttributeSyntax attribute)
        {
            return null;
        }

        var name = Free(Accepted(NameOf(method)), method);
        return ($"Name the tool '{name}'", Replace(document, root, attribute, attribute.WithArgumentList(Named(attribute.ArgumentList, name))));
    }

    private static AttributeArgumentListSyntax Named(AttributeArgumentListSyntax? list, string name)
    {
        var value = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
        list ??= SyntaxFactory.AttributeArgumentList();
        foreach (var argument in list.Arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == "Name")
            {
                return list.ReplaceNode(argument, argument.WithExpression(value));
            }
        }

        var equals = SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Name"), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space))
            .WithName(SyntaxFactory.IdentifierName("Name").WithTrailingTrivia(SyntaxFactory.Space));
        var added = SyntaxFactory.AttributeArgument(equals, nameColon: null, value);
        return list.AddArguments(list.Arguments.Count > 0 ? added.WithLeadingTrivia(SyntaxFactory.Space) : added);
    }

    // As the generator makes it of a method.
    private static string NameOf(IMethodSymbol method)
    {
        foreach (var argument in OfTool(method)!.NamedArguments)
        {
            if (argument is { Key: "Name", Value.Value: string name })
            {
                return name;
            }
        }

        return method.Name.Length > "Async".Length && method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - "Async".Length)
            : method.Name;
    }

    private static string Accepted(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Replace("ß", "ss").Normalize(NormalizationForm.FormD))
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.')
            {
                text.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && text.Length > 0 && text[text.Length - 1] != '_')
            {
                text.Append('_');
            }
        }

        var accepted = text.ToString().Trim('_');
        return accepted.Length == 0 ? "tool" : accepted.Length > MaxLength ? accepted.Substring(0, MaxLength) : accepted;
    }

    private static string Free(string wish, IMethodSymbol method)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is IMethodSymbol other && !SymbolEqualityComparer.Default.Equals(other, method) && OfTool(other) is not null)
            {
                taken.Add(NameOf(other).Replace('.', '_'));
            }
        }

        var name = wish;
        for (var i = 2; taken.Contains(name.Replace('.', '_')); i++)
        {
            var end = i.ToString(CultureInfo.InvariantCulture);
            name = (wish.Length + end.Length > MaxLength ? wish.Substring(0, MaxLength - end.Length) : wish) + end;
        }

        return name;
    }

    private static AttributeData? OfTool(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Attribute, ContainingNamespace: { Name: "OllamaSdk", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return attribute;
            }
        }

        return null;
    }
}
