using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>What a record's <c>ToString</c> tells: never a text that a person or a model wrote.</summary>
internal static class RecordTextWriter
{
    // The last word of the wire names of texts that only name something.
    private static readonly HashSet<string> Names = ["model", "id", "name", "status", "digest", "version", "type"];

    public static CodeWriter Text(this CodeWriter writer, RecordType type, MemberKinds kinds)
    {
        writer.Line("/// <summary>The type, names, numbers, counts and lengths; never what was written.</summary>")
            .Line($"public override string ToString() => new ModelText(nameof({type.Name}))");
        // Of a secret not even the length is told.
        foreach (var property in type.Properties.Where(property => property.WireName != "password"))
        {
            writer.Line($"    .{Method(property, kinds)}(nameof({property.Name}), {kinds.Stored(type, property)}{(property.WireType is null ? "" : "?.Text")})");
        }

        return writer.Line("    .Count(nameof(AdditionalProperties), AdditionalProperties)").Line("    .ToString();");
    }

    private static string Method(RecordProperty property, MemberKinds kinds) => kinds.Of(property.Type) switch
    {
        MemberKind.Text => Names.Contains(property.WireName.Split('_')[^1]) ? "Value" : "Length",
        MemberKind.List or MemberKind.Map => "Count",
        MemberKind.Json => "Json",
        MemberKind.Union => "Union",
        _ => "Value",
    };
}
