using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the fast reader of usual arguments, for tools whose parameters are texts, numbers, truth values and enums.</summary>
/// <remarks>Not where a regular expression has to match, because that may be slow and would run again after an unusual argument.</remarks>
internal sealed class ScanEmitter(SourceWriter writer, TypeMap types)
{
    public static bool CanScan(IReadOnlyList<MemberModel> arguments, TypeMap types)
    {
        foreach (var argument in arguments)
        {
            var type = types[argument.Value];
            if (argument.Constraint.Pattern.Length > 0 || (type.Form != TypeForm.Enum && Method(type) is null))
            {
                return false;
            }
        }

        return arguments.Count > 0;
    }

    public void Emit(IReadOnlyList<MemberModel> arguments, string tuple, string name)
    {
        writer.Line();
        writer.Line($"internal static bool {name}({Runtime.Span}<byte> json, out {tuple} arguments)");
        writer.Open();
        ObjectEmitter.Declare(writer, arguments);
        writer.Line($"var scan = new {Runtime.Scan}(json);");
        writer.Line("while (scan.Next())");
        writer.Open();
        var done = "scan.IsDone";
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            Argument(arguments[i], i);
            done += arguments[i].IsRequired ? $" && has{i}" : "";
        }

        writer.Close();
        writer.Line();
        writer.Line($"arguments = {ObjectEmitter.Values(arguments.Count)};");
        writer.Line($"return {done};");
        writer.Close();
    }

    // No "else": members mostly come in this order, and each then finds the next one where it stands.
    private void Argument(MemberModel argument, int index)
    {
        var type = types[argument.Value];
        writer.Line($"if (scan.Name({Literals.Utf8(Literals.Quote(argument.JsonName))}))");
        writer.Open();
        writer.Line($"v{index} = {Value(argument.Value, type)};");
        foreach (var (condition, _) in ConstraintCheck.Demands(argument, type, $"v{index}", ""))
        {
            writer.Line($"scan.Demand({(argument.Value.IsNullable ? $"v{index} is null || " : "")}{condition});");
        }

        if (argument.IsRequired)
        {
            writer.Line($"has{index} = true;");
        }

        writer.Close();
    }

    private static string Value(ValueModel value, TypeModel type)
    {
        var read = value.IsNullable ? $"scan.Is(\"null\"u8) ? default({value.Type}) : " : "";
        foreach (var member in type.Enum?.Members ?? default)
        {
            read += $"scan.Is({Literals.Utf8(Literals.Quote(member.JsonName))}) ? {member.Code} : ";
        }

        return $"{read}scan.{Method(type) ?? $"Unusual<{type.Name}>"}()";
    }

    /// <summary>The method that reads a scalar; <see langword="null"/> where there is none.</summary>
    private static string? Method(TypeModel type) => type.Scalar switch
    {
        { Kind: ScalarKind.Integer } => $"Integer<{type.Name}>",
        { Reader: "String" or "Boolean" or "Double" } scalar => scalar.Reader,
        _ => null,
    };
}
