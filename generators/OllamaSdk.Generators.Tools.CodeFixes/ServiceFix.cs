using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace OllamaSdk.Generators.Tools.CodeFixes;

/// <summary>LLM001: takes a parameter that no model could give from the services of the program.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ServiceFix() : ToolFix("LLM001")
{
    private protected override async Task<(string Title, Func<CancellationToken, Task<Solution>> Mend)?> OfferAsync(
        Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter
            || model?.GetDeclaredSymbol(parameter, cancellationToken)?.Type is not { } type
            || !CanBeService(type))
        {
            return null;
        }

        var attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::OllamaSdk.FromToolServices").WithAdditionalAnnotations(Simplifier.Annotation));
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(parameter.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        var bare = parameter.WithLeadingTrivia();
        return ("Take it from dependency injection: [FromToolServices]", Replace(document, root, parameter, bare.WithAttributeLists(bare.AttributeLists.Insert(0, list))));
    }

    private static bool CanBeService(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface or TypeKind.Class, SpecialType: SpecialType.None }
        && (type.ContainingNamespace.ToDisplayString() is var space)
        && !space.StartsWith("System.Collections", StringComparison.Ordinal)
        && !space.StartsWith("System.Text.Json", StringComparison.Ordinal)
        && type.Name is not ("Stream" or "Type" or "Exception" or "Task" or "Lazy");
}
