using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits one method per type that writes it.</summary>
internal sealed class WriterEmitter(SourceWriter writer, TypeMap types)
{
    public void Emit(TypeModel type)
    {
        foreach (var kind in type.Union?.Kinds ?? default)
        {
            Emit(kind);
        }

        if (type.Union?.Rest is { } rest)
        {
            Emit(rest);
        }

        if (type.Enum is not null && type.Form == TypeForm.Enum)
        {
            writer.Line();
            writer.Line($"private static string? NameOf{type.Id}({type.Name} value)");
            writer.Open();
            EnumEmitter.Name(writer, type);
            writer.Close();
        }

        if (type.Form == TypeForm.Scalar)
        {
            return;
        }

        writer.Line();
        writer.Line($"internal static void Write{type.Id}({Runtime.Writer} writer, {type.Name} value)");
        writer.Open();
        switch (type.Form)
        {
            case TypeForm.Enum:
                EnumEmitter.Write(writer, type);
                break;
            case TypeForm.Flags:
                EnumEmitter.WriteFlags(writer, type);
                break;
            case TypeForm.List:
                List(type);
                break;
            case TypeForm.Map:
                Map(type);
                break;
            case TypeForm.Object:
                Object(type.Object!);
                break;
            case TypeForm.Union:
                Union(type.Union!);
                break;
        }

        writer.Close();
    }

    /// <summary>Emits the writing of a value; null where it is one, whatever its declaration promises.</summary>
    public void Value(ValueModel value, string variable)
    {
        if (value.IsValueType && !value.IsNullable)
        {
            writer.Line(Statement(value, variable));
            return;
        }

        writer.Line($"if ({variable} is null)");
        writer.Open();
        writer.Line("writer.WriteNullValue();");
        writer.Close();
        writer.Line("else");
        writer.Open();
        writer.Line(Statement(value, value.IsValueType ? $"{variable}.Value" : variable));
        writer.Close();
    }

    private string Statement(ValueModel value, string variable)
    {
        var type = types[value];
        return type.Scalar is { } scalar ? $"{Runtime.Write}.{scalar.Writer}(writer, {variable});" : $"Write{type.Id}(writer, {variable});";
    }

    private void List(TypeModel type)
    {
        var list = type.List!;
        writer.Line("writer.WriteStartArray();");
        writer.Line($"foreach (var item in {Enumerable(list.Build, list.Item.Type)})");
        writer.Open();
        Value(list.Item, "item");
        writer.Close();
        writer.Line();
        writer.Line("writer.WriteEndArray();");
    }

    // A type that only the writer knows may have several ways to be enumerated, or hide the one that counts.
    private static string Enumerable(string build, string item) =>
        build.Length > 0 ? "value" : $"(global::System.Collections.Generic.IEnumerable<{item}>)value";

    private void Map(TypeModel type)
    {
        var map = type.Map!;
        var key = types[map.Key];
        var name = key.Enum is not null ? $"NameOf{key.Id}(pair.Key) ?? {key.Enum.NumberText("pair.Key")}"
            : key.Scalar?.Kind == ScalarKind.Integer ? "pair.Key.ToString(global::System.Globalization.CultureInfo.InvariantCulture)"
            : map.KeyExpected.Length > 0 ? "pair.Key.ToString()"
            : "pair.Key";
        writer.Line("writer.WriteStartObject();");
        var pair = $"global::System.Collections.Generic.KeyValuePair<{map.Key.Type}, {map.Item.Type}>";
        writer.Line($"foreach (var pair in {Enumerable(map.Build, pair)})");
        writer.Open();
        writer.Line($"writer.WritePropertyName({name});");
        writer.Line("var item = pair.Value;");
        Value(map.Item, "item");
        writer.Close();
        writer.Line();
        writer.Line("writer.WriteEndObject();");
    }

    private void Union(UnionModel union)
    {
        for (var i = 0; i < union.Kinds.Count; i++)
        {
            writer.Line($"if (value is {union.Kinds[i].Name} v{i})");
            writer.Open();
            writer.Line($"Write{union.Kinds[i].Id}(writer, v{i});");
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        if (union.Rest is { } rest)
        {
            if (!union.RestIsAny)
            {
                writer.Line($"if (value.GetType() == typeof({rest.Name}))");
                writer.Open();
            }

            writer.Line($"Write{rest.Id}(writer, value);");
            if (union.RestIsAny)
            {
                return;
            }

            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        writer.Line($"throw {Runtime.Write}.UnknownKind(value);");
    }

    private void Object(ObjectModel type)
    {
        writer.Line("writer.WriteStartObject();");
        if (type.Kind is { } kind)
        {
            writer.Line(kind.Text is null
                ? $"writer.WriteNumber({Literals.Utf8(kind.Member)}, {kind.Code});"
                : $"writer.WriteString({Literals.Utf8(kind.Member)}, {kind.Code});");
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            writer.Line($"var v{i} = value.{Identifiers.Escape(member.Name)};");
            if (member.Condition != WriteCondition.Always)
            {
                writer.Line(member.Condition == WriteCondition.NotNull
                    ? $"if (v{i} is not null)"
                    : $"if (!global::System.Collections.Generic.EqualityComparer<{member.Value.Type}>.Default.Equals(v{i}, default({member.Value.Type})!))");
                writer.Open();
            }

            writer.Line($"writer.WritePropertyName({Literals.Utf8(member.JsonName)});");
            Value(member.Value, $"v{i}");
            if (member.Condition != WriteCondition.Always)
            {
                writer.Close();
            }

            writer.Line();
        }

        writer.Line("writer.WriteEndObject();");
    }
}
