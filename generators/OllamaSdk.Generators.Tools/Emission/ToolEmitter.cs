using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits one tool: its definition, the reader of its arguments, and the call of its method.</summary>
internal sealed class ToolEmitter(SourceWriter writer, ToolTypeModel type, TypeMap reads, TypeMap writes, ReaderEmitter readers, ScanEmitter scans)
{
    private readonly string _aliases = Aliases.Of(type.Reads).Count > 0 ? ", aliases: Aliases" : "";

    public void Emit(ToolModel tool, int index)
    {
        var arguments = Arguments(tool);
        var tuple = Tuple(arguments);
        var scan = ScanEmitter.CanScan(arguments, reads) ? $"Scan{index}" : "";
        Definition(tool, index, arguments, tuple, scan);
        readers.Method(tuple, $"Arguments{index}", () => new ObjectEmitter(writer, readers).Arguments(arguments));
        if (scan.Length > 0)
        {
            scans.Emit(arguments, tuple, scan);
        }

        Call(tool, index, tuple, arguments.Count);
        if (tool.Result.Value is { } value)
        {
            writer.Line();
            writer.Line($"private static void Result{index}({Runtime.Writer} writer, {value.Type} value)");
            writer.Open();
            new WriterEmitter(writer, writes).Value(value, "value");
            writer.Close();
        }
    }

    private void Definition(ToolModel tool, int index, List<MemberModel> arguments, string tuple, string scan)
    {
        var schema = new SchemaWriter(reads).Object(arguments, "");
        var isStatic = tool.IsStatic;
        writer.Line();
        writer.Line(isStatic
            ? $"private static {Runtime.Tool} Tool{index}() =>"
            : $"private static {Runtime.Tool} Tool{index}({Runtime.Func}<{Runtime.Context}, {type.Container.TypeName}> instance) =>");
        writer.Line($"    {Runtime.Create}<{tuple}>(");
        writer.Line($"        {Literals.Code(tool.Name)},");
        writer.Line($"        {Literals.Code(tool.Description)},");
        writer.Line($"        static () => \"\"\"{schema}\"\"\"u8,");
        writer.Line($"        Arguments{index},");
        var call = isStatic ? $"Call{index}" : $"(arguments, context, token) => Call{index}(instance(context), arguments, context, token)";
        writer.Line($"        {call}{Hints(tool)}{(scan.Length > 0 ? $", scan: {scan}" : "")}{_aliases}{ResultSchema(tool)});");
    }

    private string ResultSchema(ToolModel tool) =>
        new SchemaWriter(writes).Result(tool.Result) is { Length: > 0 } schema ? $", resultSchema: static () => \"\"\"{schema}\"\"\"u8" : "";

    private static string Hints(ToolModel tool)
    {
        var hints = new List<string>();
        if (tool.ReadOnly)
        {
            hints.Add("ReadOnly: true");
        }

        if (tool.Destructive)
        {
            hints.Add("Destructive: true");
        }

        if (tool.TimeoutMilliseconds > 0)
        {
            hints.Add($"Timeout: global::System.TimeSpan.FromMilliseconds({Literals.Code((double)tool.TimeoutMilliseconds)})");
        }

        if (tool.Strict)
        {
            hints.Add("Strict: true");
        }

        return hints.Count == 0 ? "" : $", new {Runtime.Hints}({string.Join(", ", hints)})";
    }

    private void Call(ToolModel tool, int index, string tuple, int count)
    {
        var target = tool.IsStatic ? "" : $"{type.Container.TypeName} target, ";
        var modifier = tool.Result.IsAwaited ? "async " : "";
        writer.Line();
        writer.Line($"private static {modifier}{Runtime.ValueTask}<{Runtime.Result}> Call{index}({target}{tuple} arguments, {Runtime.Context} context, {Runtime.Token} token)");
        writer.Open();
        var invoke = $"{(tool.IsStatic ? type.Container.TypeName : "target")}.{Identifiers.Escape(tool.Method)}({Passed(tool, count)})";
        if (tool.Result.IsAwaited)
        {
            invoke = $"await {invoke}.ConfigureAwait(false)";
        }

        var result = tool.Result.Kind switch
        {
            ResultKind.Nothing => $"{Runtime.Result}.Done",
            ResultKind.Text => $"{Runtime.Result}.Text({invoke})",
            ResultKind.ToolResult => invoke,
            ResultKind.Stream => $"{Runtime.Json}.ResultAsync<{tool.Result.Value!.Type}>({invoke}, Result{index}, token)",
            _ => $"{Runtime.Json}.Result<{tool.Result.Value!.Type}>({invoke}, Result{index})",
        };
        if (tool.Result.Kind == ResultKind.Nothing)
        {
            writer.Line($"{invoke};");
        }

        writer.Line((tool.Result.Kind, tool.Result.IsAwaited) switch
        {
            (ResultKind.Stream, true) => $"return await {result}.ConfigureAwait(false);",
            (ResultKind.Stream, false) or (_, true) => $"return {result};",
            _ => $"return new({result});",
        });
        writer.Close();
    }

    private static string Passed(ToolModel tool, int count)
    {
        var passed = new List<string>();
        var next = 0;
        foreach (var parameter in tool.Parameters)
        {
            passed.Add(parameter.Argument is null ? parameter.Code : count == 1 ? "arguments" : $"arguments.v{next++}");
        }

        return string.Join(", ", passed);
    }

    private static List<MemberModel> Arguments(ToolModel tool)
    {
        var arguments = new List<MemberModel>();
        foreach (var parameter in tool.Parameters)
        {
            if (parameter.Argument is { } argument)
            {
                arguments.Add(argument);
            }
        }

        return arguments;
    }

    private static string Tuple(List<MemberModel> arguments)
    {
        if (arguments.Count < 2)
        {
            return arguments.Count == 0 ? "bool" : arguments[0].Value.Type;
        }

        var parts = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            parts.Add($"{arguments[i].Value.Type} v{i}");
        }

        return $"({string.Join(", ", parts)})";
    }
}
