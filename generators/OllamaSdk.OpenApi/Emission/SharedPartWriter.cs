using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>
/// Where a record keeps its properties. Of an item of a stream only what varies is in the item itself; the rest, most of which a piece lacks, is in one
/// object that many items share.
/// </summary>
internal static class SharedPartWriter
{
    private const int FewestWorthIt = 3;

    /// <summary>Whether records of this type have a part that they share.</summary>
    public static bool IsFor(RecordType type) => type.Properties.Any(property => property.Varies) && type.Properties.Count(property => !property.Varies) >= FewestWorthIt;

    /// <summary>Whether the property is in the shared part.</summary>
    public static bool Holds(RecordType type, RecordProperty property) => !property.Varies && property.WireType is null && IsFor(type);

    /// <summary>A property as the JSON has it.</summary>
    /// <param name="writer">Gets it.</param>
    /// <param name="type">Its C# type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">What is kept of a value that is set.</param>
    /// <param name="isShared">Whether it is in the shared part.</param>
    public static CodeWriter Stored(this CodeWriter writer, string type, string name, string value, bool isShared) => !isShared
        ? writer.Line($"public {type}? {name} {{ get; set; }}").Line()
        : writer.Open($"public {type}? {name}")
            .Line($"get => _shared?.{name};")
            .Open("set")
            .Open($"if (value is not null || _shared?.{name} is not null)")
            .Line("var own = Copied();")
            .Line($"own.{name} = {value};")
            .Line("_shared = own;")
            .Close()
            .Close()
            .Close()
            .Line();

    public static CodeWriter SharedPart(this CodeWriter writer, RecordType type, MemberKinds kinds)
    {
        if (!IsFor(type))
        {
            return writer;
        }

        writer.Line("private Shared? _shared;")
            .Line()
            .Line("private Shared Copied() => _shared?.Copy() ?? new();")
            .Line()
            .Line("// What most items of a stream have alike, or lack: one object for many of them. It is not changed any more once an item has it.")
            .Open("private sealed class Shared");
        foreach (var property in type.Properties.Where(property => Holds(type, property)))
        {
            writer.Line($"public {property.Type}? {kinds.Stored(type, property)};");
        }

        return writer.Line("public Dictionary<string, JsonElement>? AdditionalProperties;")
            .Line()
            .Line("public Shared Copy() => (Shared)MemberwiseClone();")
            .Close()
            .Line();
    }
}
