using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a call such as <c>DecideAsync&lt;Topic&gt;(state, "What is it about?")</c>: one question, by the type of its answer.</summary>
internal static class DecisionCallParser
{
    /// <summary>Whether the text of a call may name such a type.</summary>
    public static bool MayBe(SyntaxNode node) =>
        node is GenericNameSyntax { TypeArgumentList.Arguments.Count: 1, Identifier.ValueText: "DecideAsync" };

    public static Result<DecisionCallModel> Parse(GeneratorSyntaxContext context, CancellationToken token)
    {
        // A type with questions of its own binds to the client's own method, but only once they are generated.
        if (context.SemanticModel.GetSymbolInfo(context.Node, token).Symbol is not IMethodSymbol { TypeArguments: [var type] } method
            || !AnswerCallParser.IsOurs(method)
            || type.Attribute(Names.Sdk, Names.DecisionAttribute) is not null)
        {
            return Result<DecisionCallModel>.None;
        }

        var scope = new Scope(context.SemanticModel.Compilation, context.SemanticModel.Compilation.Assembly, token);
        var where = ((GenericNameSyntax)context.Node).TypeArgumentList.Arguments[0].GetLocation();
        var name = type.ToDisplayString(Names.Short);
        var parser = new QuestionParser(scope);
        var question = parser.Of(type, new(), out var problem);
        if (problem is { Length: > 0 })
        {
            scope.Report.Add(Descriptors.Question, where, name, problem);
        }

        if (question is null)
        {
            return new(null, scope.Report.ToEquatableArray());
        }

        parser.Warn(where, name, question);
        // Of a class a question mark says nothing at run time.
        var key = (type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type).ToDisplayString(Names.Full);
        return new(new(key, question, scope.Experimental()), scope.Report.ToEquatableArray());
    }
}
