using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the file of one type with tools.</summary>
internal static class ToolFileEmitter
{
    public static SourceText Emit(ToolTypeModel model)
    {
        var writer = new SourceWriter();
        var self = model.Container.TypeName;
        FileFrame.Open(writer, model.Container, model.Container.IsStatic ? "" : $"{Runtime.ToolType}<{self}>", model.Experimental);
        if (model.Container.IsStatic)
        {
            writer.Line("/// <summary>The tools of this class, made on first use.</summary>");
            writer.Line(FileFrame.Mark);
            writer.Line($"public static {Runtime.ReadOnlyList}<{Runtime.Tool}> LlmTools => {Runtime.Code("Tools")}.All;");
        }
        else
        {
            writer.Line(FileFrame.Mark);
            writer.Line($"static {Runtime.ReadOnlyList}<{Runtime.Tool}> {Runtime.ToolType}<{self}>.CreateTools({Runtime.Func}<{Runtime.Context}, {self}>? instance) =>");
            var made = $"{Runtime.Code("Tools")}.Create({(HasInstance(model) ? $"instance ?? {Runtime.Instance}<{self}>" : "")})";
            foreach (var level in model.Bases)
            {
                made = $"{Runtime.Inherit}<{level}>({made}, instance ?? {Runtime.Instance}<{self}>)";
            }

            writer.Line($"    {made};");
        }

        writer.Line();
        FileFrame.OpenCode(writer, Runtime.Code("Tools"));
        Body(writer, model);
        writer.Close();
        FileFrame.Close(writer, model.Container);
        return writer.ToSourceText();
    }

    private static void Body(SourceWriter writer, ToolTypeModel model)
    {
        // Before the tools, which are made of it.
        Aliases.Emit(writer, model.Reads);
        if (model.Container.IsStatic)
        {
            writer.Line($"internal static readonly {Runtime.Tool}[] All = Create();");
            writer.Line();
        }

        List(writer, model);
        var reads = new TypeMap(model.Reads);
        var writes = new TypeMap(model.Writes);
        var patterns = new Patterns();
        var readers = new ReaderEmitter(writer, reads, patterns);
        var tools = new ToolEmitter(writer, model, reads, writes, readers, new ScanEmitter(writer, reads));
        for (var i = 0; i < model.Tools.Count; i++)
        {
            tools.Emit(model.Tools[i], i);
        }

        TypeEmitter.Emit(writer, model.Reads, readers, model.Writes, new WriterEmitter(writer, writes));
        patterns.Emit(writer);
    }

    private static void List(SourceWriter writer, ToolTypeModel model)
    {
        var parameter = HasInstance(model) ? $"{Runtime.Func}<{Runtime.Context}, {model.Container.TypeName}> instance" : "";
        writer.Line($"internal static {Runtime.Tool}[] Create({parameter}) =>");
        writer.Line("[");
        for (var i = 0; i < model.Tools.Count; i++)
        {
            writer.Line($"    Tool{i}({(model.Tools[i].IsStatic ? "" : "instance")}),");
        }

        writer.Line("];");
    }

    private static bool HasInstance(ToolTypeModel model)
    {
        foreach (var tool in model.Tools)
        {
            if (!tool.IsStatic)
            {
                return true;
            }
        }

        return false;
    }
}
