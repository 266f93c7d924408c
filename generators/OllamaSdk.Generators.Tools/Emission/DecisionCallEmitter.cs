using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the file of all single questions that an assembly's calls name, and makes them known when the assembly is loaded.</summary>
internal static class DecisionCallEmitter
{
    public const string HintName = "OllamaSdk.Decisions.g.cs";

    /// <summary>Each type once, in an order that no edit of a file changes.</summary>
    public static EquatableArray<DecisionCallModel> Distinct(IEnumerable<DecisionCallModel> calls)
    {
        var byType = new SortedDictionary<string, DecisionCallModel>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            byType[call.Type] = call;
        }

        return new List<DecisionCallModel>(byType.Values).ToEquatableArray();
    }

    public static SourceText Emit(EquatableArray<DecisionCallModel> calls)
    {
        var writer = new SourceWriter();
        var experimental = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            experimental.UnionWith(call.Experimental);
        }

        var container = new ContainerModel(HintName, "OllamaSdk.Generated", new(["internal static class LlmQuestions"]), "the questions that calls name", IsStatic: true);
        FileFrame.Open(writer, container, "", new List<string>(experimental).ToEquatableArray());
        writer.Line(FileFrame.Mark);
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Line("internal static void Register()");
        writer.Open();
        for (var i = 0; i < calls.Count; i++)
        {
            writer.Line($"{Runtime.DecisionCall}.Register<{calls[i].Type}>(static () => \"\"\"{QuestionEmitter.Json(calls[i].Question)}\"\"\"u8, Question{i}.Read);");
        }

        writer.Close();
        for (var i = 0; i < calls.Count; i++)
        {
            writer.Line();
            FileFrame.OpenCode(writer, $"Question{i}");
            QuestionEmitter.Table(writer, calls[i].Question, "");
            writer.Line($"internal static {calls[i].Type} Read({Runtime.Answers} answers) => {QuestionEmitter.Read(calls[i].Question, $"{Runtime.DecisionCall}.Question", "")};");
            writer.Close();
        }

        FileFrame.Close(writer, container);
        return writer.ToSourceText();
    }
}
