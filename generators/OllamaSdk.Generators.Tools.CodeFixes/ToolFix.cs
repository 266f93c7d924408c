using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace OllamaSdk.Generators.Tools.CodeFixes;

/// <summary>What the fixes share: each changes one place of one document, and leaves the file as it was where the place is not what it should be.</summary>
/// <param name="ids">The diagnostics that it mends.</param>
public abstract class ToolFix(params string[] ids) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ids);

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (await OfferAsync(context.Document, root, diagnostic, context.CancellationToken).ConfigureAwait(false) is var (title, mend))
            {
                context.RegisterCodeFix(CodeAction.Create(title, mend, title), diagnostic);
            }
        }
    }

    /// <summary>What the editor offers, and what is done; <see langword="null"/> where there is nothing to offer.</summary>
    private protected abstract Task<(string Title, Func<CancellationToken, Task<Solution>> Mend)?> OfferAsync(
        Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>Puts one node into the place of another.</summary>
    private protected static Func<CancellationToken, Task<Solution>> Replace(Document document, SyntaxNode root, SyntaxNode before, SyntaxNode after) =>
        _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(before, after)).Project.Solution);
}
