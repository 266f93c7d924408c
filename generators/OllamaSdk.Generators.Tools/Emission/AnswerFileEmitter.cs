using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the file of all answers that an assembly's calls name, and makes them known when the assembly is loaded.</summary>
internal static class AnswerFileEmitter
{
    public const string HintName = "OllamaSdk.Answers.g.cs";

    /// <summary>Each type once, in an order that no edit of a file changes.</summary>
    public static EquatableArray<AnswerModel> Distinct(IEnumerable<AnswerModel> answers)
    {
        var byKey = new SortedDictionary<string, AnswerModel>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            // One that takes null takes what the other takes.
            if (!byKey.TryGetValue(answer.Key, out var known) || !known.Value.Value.IsNullable)
            {
                byKey[answer.Key] = answer;
            }
        }

        return new List<AnswerModel>(byKey.Values).ToEquatableArray();
    }

    public static SourceText Emit(EquatableArray<AnswerModel> answers)
    {
        var writer = new SourceWriter();
        var experimental = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            experimental.UnionWith(answer.Experimental);
        }

        var container = new ContainerModel(HintName, "OllamaSdk.Generated", new(["internal static class LlmAnswers"]), "the answers that calls name", IsStatic: true);
        FileFrame.Open(writer, container, "", new List<string>(experimental).ToEquatableArray());
        writer.Line(FileFrame.Mark);
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Line("internal static void Register()");
        writer.Open();
        for (var i = 0; i < answers.Count; i++)
        {
            var schema = new SchemaWriter(new TypeMap(answers[i].Reads)).Object([answers[i].Value], "");
            writer.Line($"{Runtime.Answer}.Register<{answers[i].Value.Value.Type}>(static () => \"\"\"{schema}\"\"\"u8, Answer{i}.Read);");
        }

        writer.Close();
        for (var i = 0; i < answers.Count; i++)
        {
            writer.Line();
            FileFrame.OpenCode(writer, $"Answer{i}");
            Body(writer, answers[i]);
            writer.Close();
        }

        FileFrame.Close(writer, container);
        return writer.ToSourceText();
    }

    private static void Body(SourceWriter writer, AnswerModel answer)
    {
        var types = new TypeMap(answer.Reads);
        var patterns = new Patterns();
        var readers = new ReaderEmitter(writer, types, patterns);
        readers.Method(answer.Value.Value.Type, "Read", () => new ObjectEmitter(writer, readers).Arguments([answer.Value]));
        TypeEmitter.Emit(writer, answer.Reads, readers, default, new WriterEmitter(writer, types));
        patterns.Emit(writer);
    }
}
