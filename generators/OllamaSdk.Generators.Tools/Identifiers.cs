using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Generators.Tools;

internal static class Identifiers
{
    /// <summary>A name as it stands in C#: with an <c>@</c> where it is also a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
