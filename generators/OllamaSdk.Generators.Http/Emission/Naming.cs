using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Emission;

internal static class Naming
{
    /// <summary>A local's name that no parameter has: underscores are added until it is free.</summary>
    public static string Unique(string wanted, EquatableArray<ParameterModel> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == wanted)
            {
                return Unique(wanted + "_", parameters);
            }
        }

        return wanted;
    }

    /// <summary>The name as an identifier: keywords get their <c>@</c>.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The class for an interface: <c>IChatApi</c> gives <c>ChatApi</c>, a name without the I gets <c>Client</c> added.</summary>
    public static string ClassFor(string interfaceName) =>
        interfaceName.Length > 1 && interfaceName[0] == 'I' && char.IsUpper(interfaceName[1])
            ? interfaceName.Substring(1)
            : interfaceName + "Client";

    public static string Literal(string? text) =>
        text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);
}
