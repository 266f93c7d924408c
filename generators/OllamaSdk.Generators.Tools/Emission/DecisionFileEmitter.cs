using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the file of one type with questions.</summary>
internal static class DecisionFileEmitter
{
    public static SourceText Emit(DecisionTypeModel model)
    {
        var writer = new SourceWriter();
        var self = model.Container.TypeName;
        var contract = $"{Runtime.Decision}<{self}>";
        var code = Runtime.Code("Decision");
        var questions = new List<string>();
        foreach (var member in model.Members)
        {
            questions.Add($"{Literals.Quote(member.Question.JsonName)}:{QuestionEmitter.Json(member.Question)}");
        }

        FileFrame.Open(writer, model.Container, contract, model.Experimental);
        writer.Line(FileFrame.Mark);
        writer.Line($"static {Runtime.Span}<byte> {contract}.QuestionsUtf8 => \"\"\"{{{string.Join(",", questions)}}}\"\"\"u8;");
        writer.Line();
        writer.Line(FileFrame.Mark);
        writer.Line($"static {self} {contract}.Read({Runtime.Answers} answers) => {code}.Read(answers);");
        writer.Line();
        FileFrame.OpenCode(writer, code);
        for (var i = 0; i < model.Members.Count; i++)
        {
            QuestionEmitter.Table(writer, model.Members[i].Question, $"{i}");
        }

        writer.Line($"internal static {self} Read({Runtime.Answers} answers)");
        writer.Open();
        Body(writer, model);
        writer.Close();
        writer.Close();
        FileFrame.Close(writer, model.Container);
        return writer.ToSourceText();
    }

    private static void Body(SourceWriter writer, DecisionTypeModel model)
    {
        var arguments = new List<string>();
        var initializers = new List<string>();
        for (var i = 0; i < model.Members.Count; i++)
        {
            var member = model.Members[i];
            writer.Line($"var v{i} = {QuestionEmitter.Read(member.Question, Literals.Code(member.Question.JsonName)!, $"{i}")};");
            if (member.Parameter.Length > 0)
            {
                arguments.Add($"{Identifiers.Escape(member.Parameter)}: v{i}");
            }

            if (member.Name.Length > 0)
            {
                initializers.Add($"{Identifiers.Escape(member.Name)} = v{i}");
            }
        }

        var block = initializers.Count == 0 ? "" : $" {{ {string.Join(", ", initializers)} }}";
        writer.Line($"return new {model.Container.TypeName}({string.Join(", ", arguments)}){block};");
    }
}
