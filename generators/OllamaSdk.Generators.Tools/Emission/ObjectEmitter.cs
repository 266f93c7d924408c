using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the bodies that read a JSON object: into variables first, one per member.</summary>
internal sealed class ObjectEmitter(SourceWriter writer, ReaderEmitter readers)
{
    /// <summary>Emits the reading of a tool's arguments into a tuple.</summary>
    public void Arguments(IReadOnlyList<MemberModel> members)
    {
        Variables(members);
        writer.Line($"return {Values(members.Count)};");
    }

    /// <summary>The expression for all arguments together.</summary>
    public static string Values(int count)
    {
        var values = new List<string>();
        for (var i = 0; i < count; i++)
        {
            values.Add($"v{i}");
        }

        return count switch { 0 => "true", 1 => "v0", _ => $"({string.Join(", ", values)})" };
    }

    /// <summary>Emits the variables into which members are read.</summary>
    public static void Declare(SourceWriter writer, IReadOnlyList<MemberModel> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            var start = members[i].DefaultCode.Length > 0 ? members[i].DefaultCode : members[i].Value.IsNullable || members[i].Value.IsValueType ? "default" : "default!";
            writer.Line($"{members[i].Value.Type} v{i} = {start};");
            if (HasFlag(members[i]))
            {
                writer.Line($"var has{i} = false;");
            }
        }
    }

    /// <summary>Emits the reading of a class, record or struct.</summary>
    public void Object(TypeModel type)
    {
        var members = type.Object!.Members;
        Variables(members, type.Object.IsClosed, type.Object.Kind);
        var arguments = new List<string>();
        var initializers = new List<string>();
        var inits = new List<string>();
        var seen = new List<string>();
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Binding == Binding.Constructor)
            {
                arguments.Add($"v{i}");
            }

            if (members[i].IsInitializer)
            {
                initializers.Add($"{Name(members[i])} = v{i}");
            }
            else if (members[i].Binding == Binding.Init)
            {
                inits.Add(Need(members[i]) ? $"{Name(members[i])} = v{i}" : $"{Name(members[i])} = has{i} ? v{i} : value.{Name(members[i])}");
                seen.Add(Need(members[i]) ? "true" : $"has{i}");
            }
        }

        var create = $"{(type.Object.IsTuple ? "" : $"new {type.Name}")}({string.Join(", ", arguments)})";
        writer.Line($"var value = {create}{Block(initializers)};");
        if (inits.Count > 0)
        {
            // What JSON lacks keeps the value that the type gives it, which only an object that exists can tell.
            writer.Line($"if ({string.Join(" || ", seen)})");
            writer.Open();
            writer.Line(type.Object.IsCloneable ? $"value = value with{Block(inits)};" : $"value = {create}{Block([.. initializers, .. inits])};");
            writer.Close();
            writer.Line();
        }

        Set(members);
        writer.Line("return value;");
    }

    private void Set(IReadOnlyList<MemberModel> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Binding is Binding.Fill or Binding.FillMore)
            {
                writer.Line($"if (has{i})");
                writer.Open();
                writer.Line($"{Runtime.Read}.Fill(value.{Name(members[i])}, v{i}, {(members[i].Binding == Binding.Fill ? "true" : "false")});");
                writer.Close();
                writer.Line();
                continue;
            }

            if (members[i] is not { Binding: Binding.Set, IsInitializer: false })
            {
                continue;
            }

            if (Need(members[i]))
            {
                writer.Line($"value.{Name(members[i])} = v{i};");
                continue;
            }

            writer.Line($"if (has{i})");
            writer.Open();
            writer.Line($"value.{Name(members[i])} = v{i};");
            writer.Close();
            writer.Line();
        }
    }

    private void Variables(IReadOnlyList<MemberModel> members, bool isClosed = false, KindModel? kind = null)
    {
        var unknown = isClosed ? $"throw {Runtime.Read}.Unknown(ref reader);" : "reader.Skip();";
        Declare(writer, members);
        writer.Line($"{Runtime.Read}.BeginObject(ref reader);");
        writer.Line($"while ({Runtime.Read}.NextMember(ref reader))");
        writer.Open();
        if (members.Count > 0 || kind is not null)
        {
            writer.Line($"var name = {Runtime.Read}.Name(ref reader);");
        }

        if (kind is not null)
        {
            writer.Line($"if ({Runtime.Same}(name, {Literals.Utf8(kind.Member)}))");
            writer.Open();
            writer.Line("reader.Read();");
            writer.Line($"if (!{Runtime.Read}.Is(ref reader, {kind.Code}))");
            writer.Open();
            writer.Line($"throw {Runtime.Read}.Refuse(ref reader, {Literals.Code(kind.Words)});");
            writer.Close();
            writer.Close();
        }

        for (var i = 0; i < members.Count; i++)
        {
            writer.Line($"{(i == 0 && kind is null ? "" : "else ")}if ({Runtime.Same}(name, {Literals.Utf8(members[i].JsonName)}))");
            writer.Open();
            writer.Line("reader.Read();");
            writer.Line($"v{i} = {readers.Expression(members[i].Value)};");
            readers.Check(members[i], $"v{i}");
            if (HasFlag(members[i]))
            {
                writer.Line($"has{i} = true;");
            }

            writer.Close();
        }

        if (members.Count == 0 && kind is null)
        {
            writer.Line(unknown);
        }
        else
        {
            writer.Line("else");
            writer.Open();
            writer.Line(unknown);
            writer.Close();
        }

        writer.Close();
        writer.Line();
        Missing(members);
    }

    private void Missing(IReadOnlyList<MemberModel> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (Need(members[i]))
            {
                writer.Line($"if (!has{i})");
                writer.Open();
                writer.Line($"throw {Runtime.Read}.Missing(ref reader, {Literals.Code(members[i].JsonName)});");
                writer.Close();
                writer.Line();
            }
        }
    }

    private static bool Need(MemberModel member) => member.IsRequired;

    // An optional parameter has its default from the start; whether it was there does not matter.
    private static bool HasFlag(MemberModel member) => member.IsRequired || member.Binding != Binding.Constructor;

    private static string Block(List<string> assignments) => assignments.Count == 0 ? "" : $" {{ {string.Join(", ", assignments)} }}";

    private static string Name(MemberModel member) => Identifiers.Escape(member.Name);
}
