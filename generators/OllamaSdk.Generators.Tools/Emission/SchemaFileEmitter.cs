using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the file of one type with a schema.</summary>
internal static class SchemaFileEmitter
{
    public static SourceText Emit(SchemaTypeModel model)
    {
        var writer = new SourceWriter();
        var self = model.Container.TypeName;
        var code = Runtime.Code("Schema");
        var contract = $"{Runtime.Schema}<{self}>";
        var reads = new TypeMap(model.Reads);
        var writes = new TypeMap(model.Writes);
        var root = reads[model.Root];
        var schema = new SchemaWriter(reads).Object(root.Object!);

        FileFrame.Open(writer, model.Container, contract, model.Experimental);
        writer.Line(FileFrame.Mark);
        writer.Line($"static global::System.ReadOnlySpan<byte> {contract}.SchemaUtf8 => \"\"\"{schema}\"\"\"u8;");
        writer.Line();
        writer.Line(FileFrame.Mark);
        writer.Line($"static {self} {contract}.Read(ref {Runtime.Reader} reader)");
        writer.Open();
        writer.Line($"{Runtime.Read}.Start(ref reader);");
        writer.Line($"return {code}.Read{root.Id}(ref reader);");
        writer.Close();
        writer.Line();
        writer.Line(FileFrame.Mark);
        writer.Line($"static void {contract}.Write({Runtime.Writer} writer, {self} value) => {code}.Write{writes[model.Root].Id}(writer, value);");
        writer.Line();
        FileFrame.OpenCode(writer, code);
        var patterns = new Patterns();
        var readers = new ReaderEmitter(writer, reads, patterns);
        TypeEmitter.Emit(writer, model.Reads, readers, model.Writes, new WriterEmitter(writer, writes));
        patterns.Emit(writer);
        writer.Close();
        FileFrame.Close(writer, model.Container);
        return writer.ToSourceText();
    }
}
