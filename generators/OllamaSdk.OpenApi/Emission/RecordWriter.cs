using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>
/// A wire model. Its properties have setters and no initial values, because <c>init</c> and <c>required</c> send the code that
/// System.Text.Json generates down a slow path.
/// </summary>
internal static class RecordWriter
{
    public static string Write(ApiDescription api, RecordType type, MemberKinds kinds)
    {
        var writer = new CodeWriter().Header(api.Source, type.Pointer)
            .Line("using System.ComponentModel;")
            .Line("using System.Diagnostics.CodeAnalysis;")
            .Line("using System.Text.Json;")
            .Line("using System.Text.Json.Serialization;")
            .Line("using OllamaSdk.Json;")
            .Line()
            .Line($"namespace {api.Namespace};")
            .Line()
            .Document(type.Documentation)
            .Open($"public sealed partial record {type.Name} : IWireModel");
        foreach (var property in type.Properties)
        {
            writer.Document(property.Documentation);
            if (property.Obsolete is { } warning)
            {
                writer.Line($"[Obsolete({Literal.Of(warning)})]");
            }

            if (kinds.Absent(type, property) is { } absent)
            {
                WriteEmpty(writer, property, absent, kinds.Stored(type, property));
            }

            writer.Line($"[JsonPropertyName({Literal.Of(property.WireName)})]");
            if (property.Converter is { } converter)
            {
                writer.Line($"[JsonConverter(typeof(global::OllamaSdk.{converter}))]");
            }

            if (property.WireType is { } wire)
            {
                WriteOtherForm(writer, property, wire, kinds.Stored(type, property));
            }
            else
            {
                WriteStored(writer, property, kinds.Stored(type, property), kinds.MayHoldNulls(type, property), SharedPartWriter.Holds(type, property));
            }
        }

        return writer
            .Element("summary", type.Properties.Any(property => kinds.Informs(type, property))
                ? "Members this version of the SDK does not know, and what only informs and could not be read, by wire name; they are kept and sent as they are."
                : "Members this version of the SDK does not know, by wire name; they are kept and sent as they are.")
            .Line("[JsonExtensionData]")
            .Stored("Dictionary<string, JsonElement>", "AdditionalProperties", "value", SharedPartWriter.IsFor(type))
            .SharedPart(type, kinds)
            .Equality(type, kinds)
            .Line()
            .Text(type, kinds)
            .Close()
            .ToString();
    }

    /// <summary>What the JSON has. A null in a list of a server's is no element of it, and nobody who walks the list should have to look.</summary>
    private static void WriteStored(CodeWriter writer, RecordProperty property, string stored, bool mayHoldNulls, bool isShared)
    {
        if (isShared || !mayHoldNulls)
        {
            writer.Stored(property.Type, stored, mayHoldNulls ? "ListItems.Present(value)" : "value", isShared);
            return;
        }

        var field = Field(property);
        writer.Open($"public {property.Type}? {stored}")
            .Line($"get => {field};")
            .Line($"set => {field} = ListItems.Present(value);")
            .Close()
            .Line()
            .Line($"private {property.Type}? {field};")
            .Line();
    }

    /// <summary>What users see of a property that reads as empty; the JSON has its own beside it, so that it comes out as it went in.</summary>
    private static void WriteEmpty(CodeWriter writer, RecordProperty property, string absent, string stored)
    {
        writer.Line("[JsonIgnore]")
            .Line("[AllowNull]")
            .Open($"public {property.Type} {property.Name}")
            .Line($"get => {(property.WireType is null ? stored : $"{Field(property)}.Text")} {(absent == "new()" ? "??=" : "??")} {absent};")
            .Line($"set => {(property.WireType is null ? stored : Field(property))} = value;")
            .Close()
            .Line()
            .Line($"/// <summary><see cref=\"{property.Name}\" /> as it is in the JSON: <see langword=\"null\" /> where it is absent.</summary>")
            .Line("[EditorBrowsable(EditorBrowsableState.Never)]");
    }

    // The field has the size of a text: a property that may be null would make every item of a stream larger.
    private static void WriteOtherForm(CodeWriter writer, RecordProperty property, string wire, string stored) => writer
        .Open($"public global::OllamaSdk.{wire}? {stored}")
        .Line($"get => {Field(property)}.IsAbsent ? default(global::OllamaSdk.{wire}?) : {Field(property)};")
        .Line($"set => {Field(property)} = value ?? default;")
        .Close()
        .Line()
        .Line($"private global::OllamaSdk.{wire} {Field(property)};")
        .Line();

    /// <summary>The name of the field behind a property that has one of its own.</summary>
    public static string Field(RecordProperty property) => $"_{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
}
