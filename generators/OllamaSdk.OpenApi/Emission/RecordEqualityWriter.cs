using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>Equality by content, lists and JSON included, which a record compares by reference.</summary>
internal static class RecordEqualityWriter
{
    public static CodeWriter Equality(this CodeWriter writer, RecordType type, MemberKinds kinds)
    {
        writer.Line("/// <summary>Whether both have the same content.</summary>")
            .Line("/// <param name=\"other\">The other one.</param>")
            .Line($"public bool Equals({type.Name}? other) => ReferenceEquals(this, other) || (other is not null");
        foreach (var property in type.Properties)
        {
            writer.Line($"    && {Comparison(property, kinds)}");
        }

        writer.Line("    && SameContent.Maps(AdditionalProperties, other.AdditionalProperties));")
            .Line()
            .Line("/// <inheritdoc />")
            .Open("public override int GetHashCode()")
            .Line("var hash = new HashCode();");
        foreach (var property in type.Properties)
        {
            writer.Line($"hash.Add({Hash(property, kinds)});");
        }

        return writer.Line("hash.Add(SameContent.Hash(AdditionalProperties));").Line("return hash.ToHashCode();").Close();
    }

    private static string Comparison(RecordProperty property, MemberKinds kinds) => kinds.Of(property.Type) switch
    {
        MemberKind.List => $"SameContent.Lists({property.Name}, other.{property.Name})",
        MemberKind.Map => $"SameContent.Maps({property.Name}, other.{property.Name})",
        MemberKind.Json or MemberKind.Union => $"SameContent.Values({property.Name}, other.{property.Name})",
        _ => $"{property.Name} == other.{property.Name}",
    };

    private static string Hash(RecordProperty property, MemberKinds kinds) =>
        kinds.Of(property.Type) is MemberKind.List or MemberKind.Map or MemberKind.Json ? $"SameContent.Hash({property.Name})" : property.Name;
}
