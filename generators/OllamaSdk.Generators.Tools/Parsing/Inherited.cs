using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>What <c>&lt;inheritdoc/&gt;</c> means: the member that is overridden or implemented, or the type's base.</summary>
internal static class Inherited
{
    public static ISymbol? From(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => OfBase(constructor),
        IMethodSymbol method => (ISymbol?)method.OverriddenMethod ?? Implemented(method),
        IPropertySymbol property => (ISymbol?)property.OverriddenProperty ?? Implemented(property),
        INamedTypeSymbol type => type.BaseType is { SpecialType: SpecialType.None } level ? level : type.Interfaces.Length > 0 ? type.Interfaces[0] : null,
        _ => null,
    };

    private static IMethodSymbol? OfBase(IMethodSymbol constructor)
    {
        if (constructor.ContainingType.BaseType is { } level)
        {
            foreach (var candidate in level.InstanceConstructors)
            {
                if (candidate.Parameters.Length == constructor.Parameters.Length)
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static ISymbol? Implemented(ISymbol member)
    {
        foreach (var contract in member.ContainingType.AllInterfaces)
        {
            foreach (var candidate in contract.GetMembers(member.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(candidate), member))
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
