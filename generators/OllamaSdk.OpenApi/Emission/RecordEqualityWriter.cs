using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>Equality by content, lists and JSON included, which a record compares by reference.</summary>
internal static class RecordEqualityWriter
{
    public static CodeWriter Equality(this CodeWriter writer, RecordType type, MemberKinds kinds)
    {
        foreach (var property in type.Properties.Where(property => kinds.Of(property.Type) is MemberKind.Model && kinds.Absent(type, property) is not null))
        {
            writer.Line($"private static readonly {property.Type} No{property.Name} = new();").Line();
        }

        writer.Line("/// <summary>Whether both have the same content.</summary>")
            .Line("/// <param name=\"other\">The other one.</param>")
            .Line("/// <returns>Whether they are equal.</returns>")
            .Line($"public bool Equals({type.Name}? other) => ReferenceEquals(this, other) || (other is not null");
        foreach (var property in type.Properties)
        {
            writer.Line($"    && {Comparison(type, property, kinds)}");
        }

        writer.Line("    && SameContent.Maps(AdditionalProperties, other.AdditionalProperties));")
            .Line()
            .Line("/// <inheritdoc />")
            .Open("public override int GetHashCode()")
            .Line("var hash = new HashCode();");
        foreach (var property in type.Properties)
        {
            writer.Line($"hash.Add({Hash(type, property, kinds)});");
        }

        return writer.Line("hash.Add(SameContent.Hash(AdditionalProperties));").Line("return hash.ToHashCode();").Close();
    }

    private static string Comparison(RecordType type, RecordProperty property, MemberKinds kinds) => kinds.Of(property.Type) switch
    {
        _ when property.WireType is { } wire => $"global::OllamaSdk.{wire}.AreSame({property.Name}OnWire ?? default, other.{property.Name}OnWire ?? default)",
        MemberKind.List => $"SameContent.Lists({property.Name}, other.{property.Name})",
        MemberKind.Map => $"SameContent.Maps({property.Name}, other.{property.Name})",
        MemberKind.Json or MemberKind.Union => $"SameContent.Values({property.Name}, other.{property.Name})",
        // Reading it would make an object; absent is the same as empty here too.
        MemberKind.Model when kinds.Absent(type, property) is not null =>
            $"({property.Name}OnWire ?? No{property.Name}) == (other.{property.Name}OnWire ?? No{property.Name})",
        _ => $"{property.Name} == other.{property.Name}",
    };

    private static string Hash(RecordType type, RecordProperty property, MemberKinds kinds) =>
        kinds.Of(property.Type) is MemberKind.List or MemberKind.Map or MemberKind.Json ? $"SameContent.Hash({property.Name})"
        : kinds.Of(property.Type) is MemberKind.Model && kinds.Absent(type, property) is not null ? $"{property.Name}OnWire ?? No{property.Name}"
        : property.Name;
}
