using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace OllamaSdk.Generators.Tools.CodeFixes;

/// <summary>LLM017: escapes the signs of a documentation comment that are no markup, so that it can be read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CommentFix() : ToolFix("LLM017")
{
    // The elements that C# knows; any other word behind '<' is a type argument or a comparison.
    private static readonly Regex _signs = new(
        "&(?!([A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);)"
        + "|<(?!/?(summary|remarks|param|paramref|typeparam|typeparamref|returns|value|exception|example|code|c|para|list|listheader|item|term|description|see|seealso|inheritdoc|include|permission|br|b|i|u|em|strong|a|p|ul|ol|li|pre)[\\s/>]|!--|!\\[CDATA\\[)",
        RegexOptions.CultureInvariant);

    private protected override Task<(string Title, Func<CancellationToken, Task<Solution>> Mend)?> OfferAsync(
        Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        (string, Func<CancellationToken, Task<Solution>>)? offer = null;
        var changes = Changes(root.FindToken(diagnostic.Location.SourceSpan.Start));
        if (changes.Count > 0)
        {
            offer = ("Escape '&' and '<' in the comment", async token =>
            {
                var text = await document.GetTextAsync(token).ConfigureAwait(false);
                return document.WithText(text.WithChanges(changes)).Project.Solution;
            });
        }

        return Task.FromResult(offer);
    }

    private static List<TextChange> Changes(SyntaxToken token)
    {
        var changes = new List<TextChange>();
        var whole = new StringBuilder("<doc>");
        foreach (var trivia in token.LeadingTrivia)
        {
            // Its own text begins behind the slashes where the compiler reads comments, and with them where it does not.
            var text = trivia.ToFullString();
            var begin = text.TrimStart();
            if (!trivia.HasStructure && !begin.StartsWith("///", StringComparison.Ordinal) && !begin.StartsWith("/**", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match sign in _signs.Matches(text))
            {
                changes.Add(new(new TextSpan(trivia.FullSpan.Start + sign.Index, sign.Length), sign.Value == "&" ? "&amp;" : "&lt;"));
            }

            whole.Append(_signs.Replace(text, static sign => sign.Value == "&" ? "&amp;" : "&lt;"));
        }

        return IsXml(whole.Append("</doc>").ToString()) ? changes : [];
    }

    // A tag that is not closed is for a person to close: to escape its sign would hide the mistake.
    private static bool IsXml(string text)
    {
        try
        {
            _ = XElement.Parse(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
