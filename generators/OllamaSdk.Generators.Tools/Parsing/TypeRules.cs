using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The types that have no JSON form, and why. Texts continue "…: ".</summary>
internal static class TypeRules
{
    /// <summary>Why a type is refused whatever its members are; empty where the compiler says it, <see langword="null"/> where it is not.</summary>
    public static string? Refusal(ITypeSymbol type, Scope scope)
    {
        var name = type.ToDisplayString(Names.Short);
        return type switch
        {
            { TypeKind: TypeKind.Error } => "",
            { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } =>
                $"'{name}' can be anything; use JsonElement, or declare what it is",
            { TypeKind: TypeKind.TypeParameter } => $"'{name}' is open; use a type that is known",
            { IsTupleType: true } => $"the tuple '{name}' has no names in JSON; declare a record",
            { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate } => $"'{name}' has no form in JSON; pass data only",
            { IsRefLikeType: true } => $"'{name}' cannot be stored; use an array or a list",
            IArrayTypeSymbol { IsSZArray: false } => $"'{name}' has more than one dimension; use an array of arrays",
            INamedTypeSymbol { IsFileLocal: true } => $"'{name}' is file-local, so that generated code cannot name it; make it internal",
            INamedTypeSymbol when !scope.CanReach(type) => $"'{name}' is less accessible than the code that would make it; make it internal or public",
            _ => null,
        };
    }

    /// <summary>Why a type is no object with members; <see langword="null"/> where it can be one.</summary>
    public static string? ObjectRefusal(INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(Names.Short);
        if (type.AllInterfaces.Length > 0 && CollectionTypes.Enumerated(type) is not null)
        {
            return $"the collection '{name}' is not one the generator can make; use an array, a list, a set or a dictionary";
        }

        if (type.HasJson("JsonPolymorphicAttribute") || type.HasJson("JsonDerivedTypeAttribute"))
        {
            return $"'{name}' is polymorphic, which is not supported; declare one record with optional members";
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return $"'{name}' is an interface, which is not supported; use a class, a record or a collection";
        }

        if (type.IsAbstract)
        {
            return $"'{name}' is abstract; polymorphism is not supported, so use a concrete type";
        }

        return IsFramework(type)
            ? $"the framework's type '{name}' has no form in JSON that a model could know; declare a record with what it needs"
            : Customised(type, name);
    }

    /// <summary>Why an attribute puts a type or a member out of the generator's reach.</summary>
    public static string? Customised(ISymbol symbol, string name)
    {
        foreach (var attribute in (string[])["JsonConverterAttribute", "JsonNumberHandlingAttribute"])
        {
            if (symbol.Attribute(Names.Json, attribute) is { } found && !IsStringEnum(found))
            {
                return $"'{name}' carries [{attribute.Substring(0, attribute.Length - "Attribute".Length)}], which the generator cannot follow; "
                    + "use a type without it";
            }
        }

        return null;
    }

    /// <summary>Whether a type comes with .NET.</summary>
    public static bool IsFramework(INamedTypeSymbol type)
    {
        var outermost = type;
        while (outermost.ContainingType is { } outer)
        {
            outermost = outer;
        }

        var space = Names.NamespaceOf(outermost);
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
    }

    // Names are what enums are given as anyway.
    private static bool IsStringEnum(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: INamedTypeSymbol { Name: "JsonStringEnumConverter" } }];
}
