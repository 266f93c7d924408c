using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.CodeFixes;

/// <summary>LLM005: writes <c>partial</c> into every declaration of a type and of the types around it, and of those inside it with tools of their own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class PartialFix() : ToolFix("LLM005")
{
    // One fix may touch several files, which the batch of one document at a time would not merge.
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override async Task<(string Title, Func<CancellationToken, Task<Solution>> Mend)?> OfferAsync(
        Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && model?.GetDeclaredSymbol(declaration, cancellationToken) is { } type
            ? ($"Make '{type.Name}' partial", token => MendAsync(document.Project.Solution, type, token))
            : null;
    }

    private static async Task<Solution> MendAsync(Solution solution, INamedTypeSymbol type, CancellationToken token)
    {
        var byTree = new Dictionary<SyntaxTree, List<TypeDeclarationSyntax>>();
        for (var level = type; level is not null; level = level.ContainingType)
        {
            foreach (var reference in level.DeclaringSyntaxReferences)
            {
                if (await reference.GetSyntaxAsync(token).ConfigureAwait(false) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    if (!byTree.TryGetValue(reference.SyntaxTree, out var declarations))
                    {
                        byTree[reference.SyntaxTree] = declarations = [];
                    }

                    declarations.Add(declaration);
                }
            }
        }

        foreach (var file in byTree)
        {
            if (solution.GetDocument(file.Key) is { } document)
            {
                var root = await file.Key.GetRootAsync(token).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNodes(file.Value, static (_, node) => WithPartial(node)));
            }
        }

        return solution;
    }

    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax declaration)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (declaration.Modifiers.Count > 0)
        {
            return (TypeDeclarationSyntax)declaration.WithModifiers(declaration.Modifiers.Add(partial));
        }

        // What stands before the keyword, such as a comment, stays before the first word.
        var keyword = declaration.Keyword;
        return (TypeDeclarationSyntax)declaration
            .WithKeyword(keyword.WithLeadingTrivia())
            .WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(keyword.LeadingTrivia)));
    }
}
