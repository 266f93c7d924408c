using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Which types have one obvious text, so that they can stand in a path, a query or a header.</summary>
internal static class ValueTypes
{
    public static bool IsScalar(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type.TypeKind == TypeKind.Enum
            || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String
                or SpecialType.System_DateTime or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
            || (type is INamedTypeSymbol
            {
                Name: "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri",
                ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
            });
    }

    /// <summary>Whether the type is an array or a reference type that enumerates scalars. A string is a value, not characters.</summary>
    public static bool IsScalarCollection(ITypeSymbol type)
    {
        if (IsScalar(type))
        {
            return false;
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.Rank == 1 && IsScalar(array.ElementType);
        }

        if (type is not INamedTypeSymbol { IsReferenceType: true } named)
        {
            return false;
        }

        var item = IsEnumerable(named) ? named.TypeArguments[0] : null;
        foreach (var candidate in named.AllInterfaces)
        {
            if (IsEnumerable(candidate))
            {
                // A type that enumerates two things says nothing about which of them to send.
                if (item is not null)
                {
                    return false;
                }

                item = candidate.TypeArguments[0];
            }
        }

        return item is not null && IsScalar(item);
    }

    /// <summary>Whether the compiler could not resolve a part of the type; it reports that itself.</summary>
    public static bool IsUnresolved(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsUnresolved(array.ElementType),
        INamedTypeSymbol named => AnyUnresolved(named),
        _ => false,
    };

    private static bool AnyUnresolved(INamedTypeSymbol type)
    {
        foreach (var argument in type.TypeArguments)
        {
            if (IsUnresolved(argument))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEnumerable(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;
}
