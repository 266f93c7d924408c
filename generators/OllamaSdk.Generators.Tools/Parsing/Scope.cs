using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>What all parts of one parse share.</summary>
/// <param name="within">The type inside which generated code stands, and so what it can reach.</param>
internal sealed class Scope(Compilation compilation, INamedTypeSymbol within, CancellationToken token)
{
    public CancellationToken Token => token;

    public DiagnosticBag Report { get; } = new(token);

    public Descriptions Descriptions { get; } = new(compilation.Assembly, token);

    public bool CanReach(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, within);
}
