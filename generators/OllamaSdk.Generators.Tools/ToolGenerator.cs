using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OllamaSdk.Generators.Tools.Emission;
using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools;

/// <summary>Makes tools of methods with <c>[LlmTool]</c>, and schemas with readers and writers of types with <c>[LlmSchema]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ToolGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tools = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.ToolAttribute,
                static (_, _) => true,
                static (match, token) => ToolTypeParser.Parse(match, token))
            .WithTrackingName(StepNames.ToolResults);
        Register(context, tools, StepNames.ToolTypes, StepNames.ToolDiagnostics, static model => model.Container, static model => ToolFileEmitter.Emit(model));

        var schemas = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.SchemaAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, token) => SchemaTypeParser.Parse(match, token))
            .WithTrackingName(StepNames.SchemaResults);
        Register(context, schemas, StepNames.SchemaTypes, StepNames.SchemaDiagnostics, static model => model.Container, static model => SchemaFileEmitter.Emit(model));
    }

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

        var diagnostics = results
            .Where(static result => result.Diagnostics.Count > 0)
            .Select(static (result, _) => result.Diagnostics)
            .WithTrackingName(diagnosticStep);

        context.RegisterSourceOutput(models, (output, model) => output.AddSource(container(model).HintName, emit(model)));

        context.RegisterSourceOutput(diagnostics, static (output, infos) =>
        {
            foreach (var info in infos)
            {
                output.ReportDiagnostic(info.ToDiagnostic());
            }
        });
    }
}
