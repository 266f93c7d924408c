using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits a question: as JSON, and the reading of its answer.</summary>
internal static class QuestionEmitter
{
    /// <summary>The question as JSON; without instructions where it has none yet.</summary>
    public static string Json(QuestionModel question)
    {
        var type = question.Form switch
        {
            DecisionForm.Choice or DecisionForm.Chosen => "choice",
            DecisionForm.YesNo or DecisionForm.IsYes => "noul",
            _ => "score",
        };
        var words = question.Instructions.Length > 0 ? $",\"instructions\":{Literals.Quote(question.Instructions)}" : "";
        return $"{{\"type\":\"{type}\"{words}{Criteria(question, type)}}}";
    }

    /// <summary>Emits what the reading needs beside it.</summary>
    /// <param name="id">What tells it from those of other questions.</param>
    public static void Table(SourceWriter writer, QuestionModel question, string id)
    {
        if (question.Options.Count == 0)
        {
            return;
        }

        var type = question.Enum.Length > 0 ? $"(string, {question.Enum})[]" : "string[]";
        writer.Line($"private static readonly {type} Options{id} =");
        writer.Line("[");
        foreach (var option in question.Options)
        {
            var name = Literals.Code(question.Form == DecisionForm.NamedLevel || question.Enum.Length == 0 ? option.Text : option.JsonName);
            writer.Line(question.Enum.Length > 0 ? $"    ({name}, {option.Code})," : $"    {name},");
        }

        writer.Line("];");
        writer.Line();
    }

    /// <summary>The expression that reads the answer out of <c>answers</c>.</summary>
    /// <param name="name">The name of the question, in C#.</param>
    public static string Read(QuestionModel question, string name, string id) => question.Form switch
    {
        DecisionForm.Choice => $"{Runtime.Decide}.Choice(answers, {name}, Options{id})",
        DecisionForm.Chosen => $"{Runtime.Decide}.Choice(answers, {name}, Options{id}).Value",
        DecisionForm.YesNo => $"{Runtime.Decide}.YesNo(answers, {name})",
        DecisionForm.IsYes => $"{Runtime.Decide}.YesNo(answers, {name}).Value",
        DecisionForm.NamedLevel => $"{Runtime.Decide}.Level(answers, {name}, Options{id})",
        DecisionForm.Mean => $"{Score(question, name, id)}.Value",
        DecisionForm.Level => $"{Score(question, name, id)}.Level",
        _ => Score(question, name, id),
    };

    private static string Score(QuestionModel question, string name, string id) => $"{Runtime.Decide}.Score(answers, {name}, {Literals.Code(question.Lowest)}, Options{id})";

    private static string Criteria(QuestionModel question, string type)
    {
        var parts = new List<string>();
        foreach (var option in question.Options)
        {
            parts.Add(type == "score" ? Literals.Quote(option.Text)
                : $"{Literals.Quote(option.JsonName)}:{(option.Text.Length > 0 ? Literals.Quote(option.Text) : "null")}");
        }

        if (question.No.Length > 0)
        {
            parts.Add($"\"false\":{Literals.Quote(question.No)}");
        }

        if (question.Yes.Length > 0)
        {
            parts.Add($"\"true\":{Literals.Quote(question.Yes)}");
        }

        var (open, close) = type == "score" ? ("[", "]") : ("{", "}");
        return parts.Count == 0 ? "" : $",\"criteria\":{open}{string.Join(",", parts)}{close}";
    }
}
