using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>A string type with known values. Its converter compares those as UTF-8, so that reading one allocates nothing.</summary>
internal static class OpenStringWriter
{
    public static string Write(ApiDescription api, OpenStringType type)
    {
        var name = type.Name;
        var writer = new CodeWriter().Header(api.Source, type.Pointer)
            .Line("using System.ComponentModel;")
            .Line("using System.Text.Json;")
            .Line("using System.Text.Json.Serialization;")
            .Line()
            .Line($"namespace {api.Namespace};")
            .Line();
        writer.Document(type.Documentation with
        {
            Remarks = [.. type.Documentation.Remarks, "Any other text is kept as it is; texts are compared exactly."],
        });
        writer.Line($"[JsonConverter(typeof({name}.Converter))]").Open($"public readonly partial struct {name} : IEquatable<{name}>");
        WriteValues(writer, type);
        WriteMembers(writer, name);
        WriteReader(writer, type);
        WriteConverter(writer, name);
        return writer.Close().ToString();
    }

    private static void WriteValues(CodeWriter writer, OpenStringType type)
    {
        foreach (var value in type.Values)
        {
            writer.Document(value.Documentation)
                .Line($"public static {type.Name} {value.Name} {{ get; }} = new({Literal.Of(value.WireValue)});")
                .Line();
        }
    }

    private static void WriteMembers(CodeWriter writer, string name) => writer
        .Line("private readonly string? _value;")
        .Line()
        .Line("/// <summary>Makes a value of any text, known or not.</summary>")
        .Line("/// <param name=\"value\">The text on the wire.</param>")
        .Open($"public {name}(string value)")
        .Line("ArgumentNullException.ThrowIfNull(value);")
        .Line("_value = value;")
        .Close()
        .Line()
        .Line("/// <summary>The text as it is sent; empty for the default of this type.</summary>")
        .Line("public string Value => _value ?? \"\";")
        .Line()
        .Line("/// <summary>Makes a value of any text, known or not.</summary>")
        .Line("/// <param name=\"value\">The text on the wire.</param>")
        .Line($"public static implicit operator {name}(string value) => new(value);")
        .Line()
        .Line("/// <summary>Whether both have the same text.</summary>")
        .Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);")
        .Line()
        .Line("/// <summary>Whether the texts differ.</summary>")
        .Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);")
        .Line()
        .Line("/// <inheritdoc />")
        .Line($"public bool Equals({name} other) => string.Equals(Value, other.Value, StringComparison.Ordinal);")
        .Line()
        .Line("/// <inheritdoc />")
        .Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);")
        .Line()
        .Line("/// <inheritdoc />")
        .Line("public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);")
        .Line()
        .Line("/// <summary>The text as it is sent.</summary>")
        .Line("public override string ToString() => Value;")
        .Line();

    private static void WriteReader(CodeWriter writer, OpenStringType type)
    {
        writer.Open($"internal static {type.Name} ReadFrom(ref Utf8JsonReader reader)");
        foreach (var value in type.Values)
        {
            writer.Open($"if (reader.ValueTextEquals({Literal.Of(value.WireValue)}u8))").Line($"return {value.Name};").Close().Line();
        }

        writer.Line("return new(reader.GetString()!);").Close().Line();
    }

    private static void WriteConverter(CodeWriter writer, string name) =>
        writer
            .Line("/// <summary>Reads and writes the text. Public only so that other JSON contexts can use it.</summary>")
            .Line("[EditorBrowsable(EditorBrowsableState.Never)]")
            .Open($"public sealed class Converter : JsonConverter<{name}>")
            .Line("/// <inheritdoc />")
            .Line($"public override {name} Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>")
            .Line("    reader.TokenType == JsonTokenType.String")
            .Line("        ? ReadFrom(ref reader)")
            .Line($"        : throw new JsonException($\"{name} must be a JSON string, not {{reader.TokenType}}.\");")
            .Line()
            .Line("/// <inheritdoc />")
            .Line($"public override void Write(Utf8JsonWriter writer, {name} value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);")
            .Close();
}
