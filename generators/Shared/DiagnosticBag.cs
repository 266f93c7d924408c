using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators;

/// <summary>Collects what one parse has to report.</summary>
internal sealed class DiagnosticBag(CancellationToken cancellationToken)
{
    private readonly List<DiagnosticInfo> _items = [];

    public bool IsEmpty => _items.Count == 0;

    /// <summary>Whether something was reported that leaves nothing to emit.</summary>
    public bool HasErrors => _items.Exists(static item => item.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    public void Add(DiagnosticDescriptor descriptor, ISymbol where, params string[] arguments) =>
        Add(descriptor, where.Locations.Length > 0 ? where.Locations[0] : null, arguments);

    public void Add(DiagnosticDescriptor descriptor, AttributeData where, params string[] arguments) =>
        Add(descriptor, where.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(), arguments);

    public EquatableArray<DiagnosticInfo> ToEquatableArray() => _items.ToEquatableArray();

    public void Add(DiagnosticDescriptor descriptor, Location? location, params string[] arguments) =>
        _items.Add(new(descriptor, LocationSnapshot.From(location), new(arguments)));
}
