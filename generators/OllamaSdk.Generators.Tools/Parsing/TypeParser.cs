using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Finds the JSON form of one type.</summary>
internal sealed class TypeParser(TypeTable table)
{
    public TypeModel? Parse(ITypeSymbol type, string name, string id)
    {
        if (ScalarTypes.Find(type) is { } scalar)
        {
            return new(name, id, TypeForm.Scalar, Scalar: scalar);
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } found)
        {
            return EnumParser.Parse(found, name, id, table);
        }

        return Map(type, name, id) ?? List(type, name, id) ?? (table.Problem is null ? Object(type, name, id) : null);
    }

    private TypeModel? Map(ITypeSymbol type, string name, string id)
    {
        var map = CollectionTypes.Map(type);
        if (map is null && !table.IsRead && CollectionTypes.EnumeratedMap(type) is { } enumerated)
        {
            map = (enumerated.Key, enumerated.Item, "");
        }

        if (map is not var (key, item, build))
        {
            return null;
        }

        if (KeyExpected(key) is not { } expected)
        {
            table.Refuse($"a dictionary's key is text in JSON, and '{key.ToDisplayString(Names.Short)}' is none; use string, int, long, Guid or an enum");
            return null;
        }

        if (table.Value(key) is not { } keyValue || table.Value(item) is not { } itemValue)
        {
            return null;
        }

        build = build.Replace("{0}", keyValue.Type).Replace("{1}", itemValue.Type);
        return new(name, id, TypeForm.Map, Map: new(keyValue, itemValue, expected, build));
    }

    private static string? KeyExpected(ITypeSymbol key) => key switch
    {
        { SpecialType: SpecialType.System_String } => "",
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => "an integer",
        { TypeKind: TypeKind.Enum } when key.Attribute("System", "FlagsAttribute") is null => "",
        _ when Names.Is(key, "System", "Guid") => "a UUID",
        _ => null,
    };

    private TypeModel? List(ITypeSymbol type, string name, string id)
    {
        var list = CollectionTypes.List(type);
        if (list is null && !table.IsRead && CollectionTypes.Enumerated(type) is { } enumerated)
        {
            list = (enumerated, "", false);
        }

        if (list is not var (item, build, isSet) || table.Problem is not null || table.Value(item) is not { } value)
        {
            return null;
        }

        if (table.IsRead && CollectionTypes.IsSorted(type) && !CollectionTypes.IsComparable(item))
        {
            table.Refuse($"'{item.ToDisplayString(Names.Short)}' cannot be sorted; give it IComparable<T>, or use a list or a HashSet");
            return null;
        }

        return new(name, id, TypeForm.List, List: new(value, build.Replace("{0}", value.Type), isSet));
    }

    private TypeModel? Object(ITypeSymbol type, string name, string id)
    {
        if (type is not INamedTypeSymbol named)
        {
            table.Refuse($"'{type.ToDisplayString(Names.Short)}' has no form in JSON");
            return null;
        }

        if (named.IsTupleType)
        {
            return Tuples.Parse(named, name, id, table);
        }

        if (Unions.IsUnion(named))
        {
            return Unions.Parse(named, name, id, table);
        }

        if ((Instead.Of(named, table.IsRead) ?? TypeRules.ObjectRefusal(named)) is { } reason)
        {
            table.Refuse(reason);
            return null;
        }

        return ObjectOf(named, name, id, table);
    }

    /// <summary>An object of a type's members.</summary>
    /// <param name="kind">How it is told from others; <see langword="null"/> where it stands alone.</param>
    public static TypeModel? ObjectOf(INamedTypeSymbol named, string name, string id, TypeTable table, KindModel? kind = null)
    {
        var members = table.IsRead ? ReadMembers.Of(named, table) : WrittenMembers.Of(named, table);
        return members is null || !JsonNameClash.Check(members, named, table)
            ? null
            : new(name, id, TypeForm.Object, Object: new(
                members.ToEquatableArray(), table.Scope.Descriptions.Of(named), named.IsRecord || named.IsValueType, IsRecursive: false, Members.IsClosed(named), Kind: kind));
    }
}
