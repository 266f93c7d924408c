using System.Text;
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
    /// <summary>The text of <c>&lt;summary&gt;</c>; empty where there is none.</summary>
    public static string Summary(ISymbol symbol, CancellationToken token) => Find(symbol, token, "summary", null);

    /// <summary>The text of <c>&lt;param&gt;</c>; empty where there is none.</summary>
    public static string Parameter(ISymbol owner, string name, CancellationToken token) => Find(owner, token, "param", name);

    private static string Find(ISymbol symbol, CancellationToken token, string element, string? name)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (Parse(Declaration(reference.GetSyntax(token))) is not { } comment)
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
        }

        return "";
    }

    // A field's own syntax is its declarator, in the middle of the declaration.
    private static SyntaxNode Declaration(SyntaxNode node) =>
        node is VariableDeclaratorSyntax { Parent.Parent: { } field } ? field : node;

    private static XElement? Parse(SyntaxNode declaration)
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
            return XElement.Parse($"<doc>{text}</doc>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

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
