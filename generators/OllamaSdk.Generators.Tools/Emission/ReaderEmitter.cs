using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits one method per type that reads it. A method starts on the value's first token and ends on its last.</summary>
internal sealed class ReaderEmitter(SourceWriter writer, TypeMap types, Patterns patterns)
{
    public void Emit(TypeModel type)
    {
        switch (type.Form)
        {
            case TypeForm.Enum:
                Method(type.Name, $"Read{type.Id}", () => EnumEmitter.Read(writer, type));
                break;
            case TypeForm.Flags:
                Method(type.Name, $"FlagOf{type.Id}", () => EnumEmitter.Read(writer, type));
                Method(type.Name, $"Read{type.Id}", () => EnumEmitter.ReadFlags(writer, type));
                break;
            case TypeForm.List:
                Method(type.Name, $"Read{type.Id}", () => List(type.List!));
                break;
            case TypeForm.Map:
                Method(type.Name, $"Read{type.Id}", () => Map(type.Map!));
                break;
            case TypeForm.Object:
                Method(type.Name, $"Read{type.Id}", () => new ObjectEmitter(writer, this).Object(type));
                break;
            case TypeForm.Union:
                Method(type.Name, $"Read{type.Id}", () => Union(type.Union!));
                foreach (var kind in type.Union!.Kinds)
                {
                    Emit(kind);
                }

                break;
        }
    }

    /// <summary>Emits a method that reads something from <c>reader</c>.</summary>
    public void Method(string type, string name, Action body)
    {
        writer.Line();
        writer.Line($"internal static {type} {name}(ref {Runtime.Reader} reader)");
        writer.Open();
        body();
        writer.Close();
    }

    /// <summary>The expression that reads a value on which <c>reader</c> stands.</summary>
    public string Expression(ValueModel value)
    {
        var type = types[value];
        var read = type.Scalar is { } scalar ? $"{Runtime.Read}.{scalar.Reader}(ref reader)" : $"Read{type.Id}(ref reader)";
        return value.IsNullable ? $"{Runtime.Read}.IsNull(ref reader) ? default({value.Type}) : {read}" : read;
    }

    /// <summary>Emits the check of a value that was read.</summary>
    public void Check(MemberModel member, string variable) =>
        ConstraintCheck.Emit(writer, member, types, variable, patterns);

    private void Union(UnionModel union)
    {
        writer.Line($"var kind = {Runtime.Read}.Kind(ref reader, {Literals.Utf8(union.Discriminator)}, {Literals.Code(union.Discriminator)});");
        var words = new List<string>();
        foreach (var type in union.Kinds)
        {
            writer.Line($"if ({Runtime.Read}.Is(ref kind, {type.Object!.Kind!.Code}))");
            writer.Open();
            writer.Line($"return Read{type.Id}(ref reader);");
            writer.Close();
            writer.Line();
            words.Add(type.Object.Kind.Words);
        }

        writer.Line($"throw {Runtime.Read}.Refuse(ref kind, {Literals.Code($"one of {string.Join(", ", words)}")});");
    }

    private void List(ListModel list)
    {
        writer.Line($"{Runtime.Read}.BeginArray(ref reader);");
        writer.Line($"var items = new global::System.Collections.Generic.List<{list.Item.Type}>();");
        writer.Line($"while ({Runtime.Read}.NextItem(ref reader))");
        writer.Open();
        writer.Line($"items.Add({Expression(list.Item)});");
        writer.Close();
        writer.Line();
        if (!list.IsSet)
        {
            writer.Line($"return {list.Build};");
            return;
        }

        writer.Line($"var result = {list.Build};");
        writer.Line("if (result.Count != items.Count)");
        writer.Open();
        writer.Line($"throw {Runtime.Read}.NotUnique(ref reader);");
        writer.Close();
        writer.Line();
        writer.Line("return result;");
    }

    private void Map(MapModel map)
    {
        var type = types[map.Key];
        var key = type.Enum is not null ? $"Read{type.Id}(ref reader)"
            : map.KeyExpected.Length == 0 ? "reader.GetString()!"
            : $"{Runtime.Read}.Key<{map.Key.Type}>(ref reader, {Literals.Code(map.KeyExpected)})";
        writer.Line($"{Runtime.Read}.BeginObject(ref reader);");
        writer.Line($"var items = new global::System.Collections.Generic.Dictionary<{map.Key.Type}, {map.Item.Type}>();");
        writer.Line($"while ({Runtime.Read}.NextMember(ref reader))");
        writer.Open();
        writer.Line($"var key = {key};");
        writer.Line("reader.Read();");
        writer.Line($"items[key] = {Expression(map.Item)};");
        writer.Close();
        writer.Line();
        writer.Line($"return {map.Build};");
    }
}
