using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The words for the model: from the comment, or stronger from <c>[Description]</c>. Comments of other assemblies do not count.</summary>
internal sealed class Descriptions(IAssemblySymbol assembly, CancellationToken token)
{
    public string Of(ISymbol symbol) => Attribute(symbol) ?? (IsOurs(symbol) ? DocComment.Summary(symbol, token) : "");

    public string OfParameter(IParameterSymbol parameter)
    {
        if (Attribute(parameter) is { } text)
        {
            return text;
        }

        // A record's parameters are described on the record.
        var owner = parameter.ContainingSymbol;
        if (!IsOurs(owner))
        {
            return "";
        }

        var comment = DocComment.Parameter(owner, parameter.Name, token);
        return comment.Length == 0 && owner is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? DocComment.Parameter(owner.ContainingType, parameter.Name, token)
            : comment;
    }

    /// <summary>The text of <c>[Description]</c>.</summary>
    public static string? Attribute(ISymbol symbol) => symbol.Attribute("System.ComponentModel", "DescriptionAttribute").Text();

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly);
}
