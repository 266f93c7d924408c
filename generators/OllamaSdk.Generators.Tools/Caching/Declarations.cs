using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.Caching;

/// <summary>
/// What one file may change in how another file is read: the names it declares, its global usings, its constants and its attributes of the
/// assembly. A file is walked once, since its tree never changes.
/// </summary>
internal sealed class Declarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, Declarations> s_known = new();

    private Declarations(string text, IReadOnlyList<string> aliases) => (Text, Aliases) = (text, aliases);

    public string Text { get; }

    /// <summary>The names that the file gives to other names for the whole project.</summary>
    public IReadOnlyList<string> Aliases { get; }

    public static Declarations Of(SyntaxTree tree, CancellationToken token)
    {
        if (!s_known.TryGetValue(tree, out var found))
        {
            found = Read(tree, token);
            s_known.GetValue(tree, _ => found);
        }

        return found;
    }

    private static Declarations Read(SyntaxTree tree, CancellationToken token)
    {
        var text = new StringBuilder(tree.FilePath).Append('\n');
        var aliases = new List<string>();
        if (tree.GetRoot(token) is CompilationUnitSyntax unit)
        {
            foreach (var use in unit.Usings)
            {
                if (use.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                {
                    text.Append(use).Append('\n');
                    if (use.Alias is { } alias)
                    {
                        aliases.Add(alias.Name.Identifier.ValueText);
                    }
                }
            }

            text.Append(unit.AttributeLists).Append('\n');
            Append(text, unit.Members, token);
        }

        return new(text.ToString(), aliases);
    }

    private static void Append(StringBuilder text, SyntaxList<MemberDeclarationSyntax> members, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    text.Append("namespace ").Append(space.Name).Append('{');
                    Append(text, space.Members, token);
                    text.Append('}');
                    break;
                case EnumDeclarationSyntax:
                    text.Append(member);
                    break;
                case TypeDeclarationSyntax type:
                    text.Append(type.Modifiers).Append(' ').Append(type.Keyword).Append(' ').Append(type.Identifier).Append(type.TypeParameterList).Append('{');
                    Append(text, type.Members, token);
                    text.Append('}');
                    break;
                case DelegateDeclarationSyntax:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    text.Append(member);
                    break;
            }
        }
    }
}
