using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>What all parts of one parse share.</summary>
/// <param name="within">The type or the assembly inside which generated code stands, and so what it can reach.</param>
internal sealed class Scope(Compilation compilation, ISymbol within, CancellationToken token)
{
    private readonly SortedSet<string> _experimental = new(StringComparer.Ordinal);
    private Descriptions? _descriptions;

    public CancellationToken Token => token;

    public DiagnosticBag Report { get; } = new(token);

    public Descriptions Descriptions => _descriptions ??= new(compilation.Assembly, Report, token);

    /// <summary>Notes that generated code will name a symbol, and with it what is around the symbol.</summary>
    public void Uses(ISymbol symbol)
    {
        for (var level = symbol; level is not null; level = level.ContainingSymbol)
        {
            UsesOnly(level);
        }
    }

    /// <summary>The same for a member of a type that was noted.</summary>
    public void UsesOnly(ISymbol symbol)
    {
        if (symbol.Attribute("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute").Text() is { } id)
        {
            _experimental.Add(id);
        }
    }

    /// <summary>The diagnostics by which the compiler reports what was noted, where it is experimental.</summary>
    public EquatableArray<string> Experimental() => new List<string>(_experimental).ToEquatableArray();

    /// <summary>Whether every object of one type is one of the other.</summary>
    public bool IsA(ITypeSymbol type, ITypeSymbol other) => compilation.HasImplicitConversion(type, other);

    /// <summary>Whether a symbol is of this project.</summary>
    public bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>What the compiler knows of a file.</summary>
    public SemanticModel? ModelOf(SyntaxTree tree) => compilation.ContainsSyntaxTree(tree) ? compilation.GetSemanticModel(tree) : null;

    public bool CanReach(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, within);
}
