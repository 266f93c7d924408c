using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a call such as <c>ChatAsync&lt;List&lt;Book&gt;&gt;("…")</c>, whose answer has a type that brings no schema.</summary>
internal static class AnswerCallParser
{
    /// <summary>Whether the text of a call may name such a type.</summary>
    public static bool MayBe(SyntaxNode node) =>
        node is GenericNameSyntax { TypeArgumentList.Arguments.Count: 1, Identifier.ValueText: "ChatAsync" or "ChatStreamAsync" or "GenerateAsync" or "GenerateStreamAsync" };

    public static Result<AnswerModel> Parse(GeneratorSyntaxContext context, CancellationToken token)
    {
        // A type with a schema binds to the client's own method.
        if (context.SemanticModel.GetSymbolInfo(context.Node, token).Symbol is not IMethodSymbol { TypeArguments: [var type] } method || !IsOurs(method))
        {
            return Result<AnswerModel>.None;
        }

        var compilation = context.SemanticModel.Compilation;
        var scope = new Scope(compilation, compilation.Assembly, token);
        var reads = new TypeTable(scope, isRead: true);
        if (reads.Value(type) is { } value && !scope.Report.HasErrors)
        {
            var member = new MemberModel("value", "value", value, "", Binding.Constructor, IsRequired: true, IsInitializer: false, "", "", ConstraintModel.None);
            return new(new(member, reads.ToEquatableArray(), scope.Experimental()), scope.Report.ToEquatableArray());
        }

        if (reads.Problem is { Length: > 0 } problem)
        {
            scope.Report.Add(Descriptors.AnswerType, ((GenericNameSyntax)context.Node).TypeArgumentList.Arguments[0].GetLocation(), type.ToDisplayString(Names.Short), problem);
        }

        return new(null, scope.Report.ToEquatableArray());
    }

    /// <summary>Whether a method takes types that bring nothing of their own.</summary>
    public static bool IsOurs(IMethodSymbol method)
    {
        var holder = (method.ReducedFrom ?? method).ContainingType;
        return holder.Name is "OllamaTypedExtensions" or "OpenAITypedExtensions" or "LlmTypedExtensions" && Names.NamespaceOf(holder) == Names.Sdk;
    }
}
