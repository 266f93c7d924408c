using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The words for the model: from the comment, or stronger from <c>[Description]</c>. Comments of other assemblies do not count.</summary>
internal sealed class Descriptions(IAssemblySymbol assembly, DiagnosticBag report, CancellationToken token)
{
    private readonly HashSet<Location> _broken = [];

    public string Of(ISymbol symbol) => Attribute(symbol) ?? (IsOurs(symbol) ? DocComment.Text(symbol, "summary", null, Broken, token) : "");

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

        var comment = DocComment.Text(owner, "param", parameter.Name, Broken, token);
        return comment.Length == 0 && owner is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? DocComment.Text(owner.ContainingType, "param", parameter.Name, Broken, token)
            : comment;
    }

    /// <summary>The text of <c>[Description]</c>.</summary>
    public static string? Attribute(ISymbol symbol) => symbol.Attribute("System.ComponentModel", "DescriptionAttribute").Text();

    private void Broken(Location location, string problem)
    {
        if (_broken.Add(location))
        {
            report.Add(Descriptors.BrokenComment, location, problem);
        }
    }

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly);
}
