using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>
/// The documentation comment of a declaration, read from the text before it: without <c>GenerateDocumentationFile</c> the compiler does
/// not parse it and takes it for an ordinary comment.
/// </summary>
internal static class DocComment
{
    private static readonly Regex LoneSigns = new("&(?!([A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);)|<(?![A-Za-z/!?])", RegexOptions.CultureInvariant);

    /// <summary>The text of an element; empty where there is none.</summary>
    /// <param name="element">Such as <c>summary</c>.</param>
    /// <param name="name">The name that a <c>param</c> must have; <see langword="null"/> for an element without one.</param>
    /// <param name="broken">Told of a comment that is no XML: where it begins, and what is wrong.</param>
    public static string Text(ISymbol symbol, string element, string? name, Action<Location, string> broken, CancellationToken token)
    {
        // The chain of bases has an end; this is for code that does not compile.
        const int MaxBases = 32;
        var bases = 0;
        for (ISymbol? level = symbol; level is not null && bases < MaxBases; bases++)
        {
            var inherits = false;
            foreach (var reference in Declarations(level))
            {
                if (Parse(Declaration(reference.GetSyntax(token)), broken) is not { } comment)
                {
                    continue;
                }

                foreach (var child in comment.Elements(element))
                {
                    if (name is null || child.Attribute("name")?.Value == name)
                    {
                        return DocText.Of(child);
                    }
                }

                inherits |= comment.Element("inheritdoc") is not null;
            }

            level = inherits ? Inherited.From(level) : null;
        }

        return "";
    }

    private static IEnumerable<SyntaxReference> Declarations(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            yield return reference;
        }

        if (symbol is IMethodSymbol method && (method.PartialImplementationPart ?? method.PartialDefinitionPart) is { } part)
        {
            foreach (var reference in part.DeclaringSyntaxReferences)
            {
                yield return reference;
            }
        }
    }

    // A field's own syntax is its declarator, in the middle of the declaration.
    private static SyntaxNode Declaration(SyntaxNode node) =>
        node is VariableDeclaratorSyntax { Parent.Parent: { } field } ? field : node;

    private static XElement? Parse(SyntaxNode declaration, Action<Location, string> broken)
    {
        var text = new StringBuilder();
        foreach (var trivia in declaration.GetLeadingTrivia())
        {
            AppendComment(text, trivia);
        }

        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return XElement.Parse($"<doc>{Mended(text.ToString())}</doc>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException e)
        {
            broken(declaration.GetFirstToken().GetLocation(), e.Message);
            return null;
        }
    }

    // People write "1 & up" and "a < b", and nobody can mean anything else by it.
    private static string Mended(string xml) => LoneSigns.Replace(xml, static sign => sign.Value == "&" ? "&amp;" : "&lt;");

    private static void AppendComment(StringBuilder text, SyntaxTrivia trivia)
    {
        if (!trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
            && !trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
            && !trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
            && !trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        {
            return;
        }

        var comment = trivia.ToFullString().TrimStart();
        if (comment.StartsWith("///", StringComparison.Ordinal) && !comment.StartsWith("////", StringComparison.Ordinal))
        {
            foreach (var line in comment.Split('\n'))
            {
                var words = line.TrimStart();
                text.Append(words.StartsWith("///", StringComparison.Ordinal) ? words.Substring(3) : words).Append('\n');
            }
        }
        else if (comment.StartsWith("/**", StringComparison.Ordinal) && comment.Length > 4)
        {
            foreach (var line in comment.TrimEnd().Substring(3).Replace("*/", "").Split('\n'))
            {
                var words = line.TrimStart();
                text.Append(words.StartsWith("*", StringComparison.Ordinal) ? words.Substring(1) : words).Append('\n');
            }
        }
    }
}
