using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Tests.Conventions.Floors;

/// <summary>One use of a symbol: the folder of the file that uses it, and the folder of the file that declares it.</summary>
internal sealed record FolderUse(string From, string To, string Where, string Symbol)
{
    public bool IsBreach => !(FloorTable.Floors.TryGetValue(From, out var from) && FloorTable.Floors.TryGetValue(To, out var to) && from > to);

    public override string ToString() => $"{From} uses {To}: {Symbol} in {Where}";
}

/// <summary>
/// Finds the uses between folders. A member counts for the file that declares it, so that a part of a type counts for its own folder; what a
/// generator adds to a type for the folder of the type, and the rest of what generators write for Api.
/// </summary>
/// <remarks>References in documentation comments are no uses: a lower floor may say what a higher one does with it.</remarks>
internal sealed class FolderUses(CSharpCompilation compilation)
{
    private const string GeneratedFolder = "Api";

    // A generated type may have hundreds of parts.
    private readonly Dictionary<ISymbol, string?> _known = new(SymbolEqualityComparer.Default);

    public IEnumerable<FolderUse> In(IEnumerable<SyntaxTree> trees) => trees.SelectMany(In);

    private IEnumerable<FolderUse> In(SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .SelectMany(node => SymbolsOf(model, node).Select(symbol => (node, symbol)))
            .Select(use => (use.node, use.symbol, from: FolderOf(model, use.node), to: FolderOf(use.symbol)))
            .Where(use => use.to is not null && use.to != use.from)
            .Select(use => new FolderUse(use.from, use.to!, Place(use.node), use.symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
    }

    private static IEnumerable<ISymbol> SymbolsOf(SemanticModel model, SyntaxNode node)
    {
        // Operators, indexers and constructors have no name in the text, and are found by their expressions.
        if (node is ExpressionSyntax or AttributeSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax)
        {
            var info = model.GetSymbolInfo(node);
            foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
            {
                yield return symbol;
            }
        }

        if (node is ExpressionSyntax expression && model.GetConversion(expression).MethodSymbol is { } conversion)
        {
            yield return conversion;
        }
    }

    private string? FolderOf(ISymbol symbol)
    {
        symbol = symbol is IMethodSymbol { AssociatedSymbol: { } owner } ? owner : symbol;
        symbol = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
        symbol = symbol.OriginalDefinition;
        if (!_known.TryGetValue(symbol, out var folder))
        {
            _known[symbol] = folder = Find(symbol);
        }

        return folder;
    }

    private string? Find(ISymbol symbol)
    {
        if (symbol is not (INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol)
            || !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly))
        {
            return null;
        }

        var parts = DeclarationsOf(symbol).ToArray();
        var written = parts.Select(part => LibrarySources.FolderOf(part.SyntaxTree)).OfType<string>().ToArray();
        // A type with parts on several floors is known from its lowest part on.
        return written.Length > 0 ? written.MinBy(folder => FloorTable.Floors.GetValueOrDefault(folder))
            // What generators and the compiler add to a type, such as a constructor.
            : symbol.ContainingType is { } type ? FolderOf(type)
            : parts.Length > 0 ? GeneratedFolder : null;
    }

    private static IEnumerable<SyntaxReference> DeclarationsOf(ISymbol symbol) => symbol is IMethodSymbol method
        ? method.DeclaringSyntaxReferences.Concat(method.PartialDefinitionPart?.DeclaringSyntaxReferences ?? []).Concat(method.PartialImplementationPart?.DeclaringSyntaxReferences ?? [])
        : symbol.DeclaringSyntaxReferences;

    private string FolderOf(SemanticModel model, SyntaxNode node) => LibrarySources.FolderOf(node.SyntaxTree)
        ?? (node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type ? FolderOf(model.GetDeclaredSymbol(type)!) : null)
        ?? GeneratedFolder;

    private static string Place(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
