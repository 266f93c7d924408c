using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Caching;
using OllamaSdk.Generators.Tools.Emission;
using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools;

/// <summary>
/// Makes tools of methods with <c>[LlmTool]</c>, schemas with readers and writers of types with <c>[LlmSchema]</c>, and questions with readers of types
/// with <c>[LlmDecision]</c>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ToolGenerator : IIncrementalGenerator
{
    private readonly ParseCache<ToolTypeModel> _tools = new();
    private readonly ParseCache<SchemaTypeModel> _schemas = new();
    private readonly ParseCache<DecisionTypeModel> _decisions = new();

    /// <summary>How many declarations were read since the generator was made.</summary>
    internal int Reads => _tools.Reads + _schemas.Reads + _decisions.Reads;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tools = Attributed(context, "LlmTool", IsMethod, _tools, ToolTypeParser.Parse).WithTrackingName(StepNames.ToolResults);
        Register(context, tools, StepNames.ToolTypes, StepNames.ToolDiagnostics, static model => model.Container, static model => ToolFileEmitter.Emit(model));

        var schemas = Attributed(context, "LlmSchema", static node => node is TypeDeclarationSyntax, _schemas, SchemaTypeParser.Parse)
            .WithTrackingName(StepNames.SchemaResults);
        Register(context, schemas, StepNames.SchemaTypes, StepNames.SchemaDiagnostics, static model => model.Container, static model => SchemaFileEmitter.Emit(model));

        var decisions = Attributed(context, "LlmDecision", static node => node is TypeDeclarationSyntax, _decisions, DecisionTypeParser.Parse)
            .WithTrackingName(StepNames.DecisionResults);
        Register(context, decisions, StepNames.DecisionTypes, StepNames.DecisionDiagnostics, static model => model.Container, static model => DecisionFileEmitter.Emit(model));

        var answers = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => AnswerCallParser.MayBe(node), static (found, token) => AnswerCallParser.Parse(found, token))
            .WithTrackingName(StepNames.AnswerResults);
        RegisterCalls(context, answers, StepNames.AnswerTypes, StepNames.AnswerDiagnostics, AnswerFileEmitter.HintName, AnswerFileEmitter.Distinct, AnswerFileEmitter.Emit);

        var questions = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => DecisionCallParser.MayBe(node), static (found, token) => DecisionCallParser.Parse(found, token))
            .WithTrackingName(StepNames.QuestionResults);
        RegisterCalls(context, questions, StepNames.QuestionTypes, StepNames.QuestionDiagnostics, DecisionCallEmitter.HintName, DecisionCallEmitter.Distinct, DecisionCallEmitter.Emit);
    }

    // What calls name stands in one file for all of them.
    private static void RegisterCalls<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Result<T>> calls,
        string typeStep,
        string diagnosticStep,
        string hintName,
        Func<IEnumerable<T>, EquatableArray<T>> distinct,
        Func<EquatableArray<T>, SourceText> emit)
        where T : class, IEquatable<T>
    {
        var types = calls
            .Where(static call => call.Model is not null)
            .Select(static (call, _) => call.Model!)
            .Collect()
            .Select((models, _) => distinct(models))
            .WithTrackingName(typeStep);
        context.RegisterSourceOutput(types, (output, models) =>
        {
            if (models.Count > 0)
            {
                output.AddSource(hintName, emit(models));
            }
        });
        RegisterDiagnostics(context, calls, diagnosticStep);
    }

    private static void RegisterDiagnostics<T>(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Result<T>> results, string step)
        where T : class
    {
        var diagnostics = results
            .Where(static result => result.Diagnostics.Count > 0)
            .Select(static (result, _) => result.Diagnostics)
            .WithTrackingName(step);
        context.RegisterSourceOutput(diagnostics, static (output, infos) =>
        {
            foreach (var info in infos)
            {
                output.ReportDiagnostic(info.ToDiagnostic());
            }
        });
    }

    // Not ForAttributeWithMetadataName: it binds the attributes of every declaration again at every edit, before anything of ours is asked.
    private static IncrementalValuesProvider<Result<T>> Attributed<T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<SyntaxNode, bool> isTarget,
        ParseCache<T> cache,
        Func<ISymbol, Compilation, CancellationToken, Result<T>> read)
        where T : class =>
        context.SyntaxProvider.CreateSyntaxProvider(
            (node, _) => isTarget(node) && AttributeNames.Lists(node).Count > 0,
            (found, token) => AttributeNames.MayHave(found.Node, attribute, Surroundings.Of(found.SemanticModel.Compilation, token).Aliases)
                ? cache.Get(found.Node, found.SemanticModel, read, token)
                : Result<T>.None);

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax or AccessorDeclarationSyntax;

    private static void Register<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Result<T>> results,
        string modelStep,
        string diagnosticStep,
        Func<T, ContainerModel> container,
        Func<T, SourceText> emit)
        where T : class
    {
        var models = results
            .Where(static result => result.Model is not null)
            .Select(static (result, _) => result.Model!)
            .WithTrackingName(modelStep);

        context.RegisterSourceOutput(models, (output, model) => output.AddSource(container(model).HintName, emit(model)));
        RegisterDiagnostics(context, results, diagnosticStep);
    }
}
