using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the readers and writers of enums.</summary>
internal static class EnumEmitter
{
    /// <summary>Emits the body that reads one name; also as the key of a dictionary.</summary>
    public static void Read(SourceWriter writer, TypeModel type)
    {
        var names = new List<string>();
        writer.Line("if (reader.TokenType is global::System.Text.Json.JsonTokenType.String or global::System.Text.Json.JsonTokenType.PropertyName)");
        writer.Open();
        writer.Line($"var name = {Runtime.Read}.Name(ref reader);");
        foreach (var member in type.Enum!.Members)
        {
            writer.Line($"if ({Runtime.Same}(name, {Literals.Utf8(member.JsonName)}))");
            writer.Open();
            writer.Line($"return {member.Code};");
            writer.Close();
            names.Add(member.JsonName);
        }

        writer.Close();
        writer.Line();
        writer.Line($"throw {Runtime.Read}.Refuse(ref reader, {Literals.Code($"one of {string.Join(", ", names)}")});");
    }

    public static void ReadFlags(SourceWriter writer, TypeModel type)
    {
        writer.Line($"{Runtime.Read}.BeginArray(ref reader);");
        writer.Line($"{type.Name} value = default;");
        writer.Line($"while ({Runtime.Read}.NextItem(ref reader))");
        writer.Open();
        writer.Line($"value |= FlagOf{type.Id}(ref reader);");
        writer.Close();
        writer.Line();
        writer.Line("return value;");
    }

    /// <summary>Emits the body that gives a name; null where the value has none.</summary>
    public static void Name(SourceWriter writer, TypeModel type)
    {
        writer.Line("return value switch");
        writer.Line("{");
        foreach (var member in type.Enum!.Members)
        {
            if (!member.IsAlias)
            {
                writer.Line($"    {member.Code} => {Literals.Code(member.JsonName)},");
            }
        }

        writer.Line("    _ => null,");
        writer.Line("};");
    }

    public static void Write(SourceWriter writer, TypeModel type)
    {
        writer.Line($"if (NameOf{type.Id}(value) is {{ }} name)");
        writer.Open();
        writer.Line("writer.WriteStringValue(name);");
        writer.Close();
        writer.Line("else");
        writer.Open();
        writer.Line($"writer.WriteStringValue({type.Enum!.NumberText("value")});");
        writer.Close();
    }

    /// <summary>Emits the body that writes the names of a value's flags, those of several bits first; bits without a name as a number.</summary>
    public static void WriteFlags(SourceWriter writer, TypeModel type)
    {
        writer.Line("writer.WriteStartArray();");
        foreach (var member in type.Enum!.Flags())
        {
            writer.Line($"if ((value & {member.Code}) == {member.Code})");
            writer.Open();
            writer.Line($"writer.WriteStringValue({Literals.Utf8(member.JsonName)});");
            writer.Line($"value &= ~{member.Code};");
            writer.Close();
            writer.Line();
        }

        writer.Line("if (value != 0)");
        writer.Open();
        writer.Line($"writer.WriteNumberValue({type.Enum.Number("value")});");
        writer.Close();
        writer.Line();
        writer.Line("writer.WriteEndArray();");
    }
}
