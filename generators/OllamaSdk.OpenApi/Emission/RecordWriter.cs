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

            writer.Line($"[JsonPropertyName({Literal.Of(property.WireName)})]")
                .Line($"public {property.Type}? {kinds.Stored(type, property)} {{ get; set; }}")
                .Line();
        }

        return writer
            .Element("summary", type.Properties.Any(property => kinds.Informs(type, property))
                ? "Members this version of the SDK does not know, and what only informs and could not be read, by wire name; they are kept and sent as they are."
                : "Members this version of the SDK does not know, by wire name; they are kept and sent as they are.")
            .Line("[JsonExtensionData]")
            .Line("public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }")
            .Line()
            .Equality(type, kinds)
            .Line()
            .Text(type, kinds)
            .Close()
            .ToString();
    }

    /// <summary>What users see of a property that reads as empty; the JSON has its own beside it, so that it comes out as it went in.</summary>
    private static void WriteEmpty(CodeWriter writer, RecordProperty property, string absent, string stored)
    {
        writer.Line("[JsonIgnore]")
            .Line("[AllowNull]")
            .Open($"public {property.Type} {property.Name}")
            .Line($"get => {stored} {(absent == "new()" ? "??=" : "??")} {absent};")
            .Line($"set => {stored} = value;")
            .Close()
            .Line()
            .Line($"/// <summary><see cref=\"{property.Name}\" /> as it is in the JSON: <see langword=\"null\" /> where it is absent.</summary>")
            .Line("[EditorBrowsable(EditorBrowsableState.Never)]");
    }
}
