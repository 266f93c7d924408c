using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OllamaSdk.Generators.Http.Emission;
using OllamaSdk.Generators.Http.Parsing;

namespace OllamaSdk.Generators.Http;

/// <summary>Implements the interfaces whose methods carry <c>[Get]</c>, <c>[Post]</c>, <c>[Put]</c>, <c>[Delete]</c> or <c>[Head]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HttpApiGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var verb in VerbAttributes.Recognized)
        {
            AddPipeline(context, $"{HttpNames.Namespace}.{verb}");
        }
    }

    /// <remarks>An interface is handled by the pipeline that matched its first verb, and yields nothing in the others.</remarks>
    private static void AddPipeline(IncrementalGeneratorInitializationContext context, string attribute)
    {
        var results = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (match, token) => InterfaceParser.Parse(match, token))
            .WithTrackingName(StepNames.Results);

        var models = results
            .Where(static result => result.Model is not null)
            .Select(static (result, _) => result.Model!)
            .WithTrackingName(StepNames.Models);

        var diagnostics = results
            .Where(static result => result.Diagnostics.Count > 0)
            .Select(static (result, _) => result.Diagnostics)
            .WithTrackingName(StepNames.Diagnostics);

        context.RegisterSourceOutput(models, static (output, model) =>
            output.AddSource($"{model.FullName}.g.cs", InterfaceEmitter.Emit(model)));

        context.RegisterSourceOutput(diagnostics, static (output, infos) =>
        {
            foreach (var info in infos)
            {
                output.ReportDiagnostic(info.ToDiagnostic());
            }
        });
    }
}
