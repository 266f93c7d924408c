using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Tools;

namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>The tool generator beside System.Text.Json's own, each with nothing in its caches, on the same shapes.</summary>
internal static class GeneratorRuns
{
    private const int Count = 200;

    // The file that the SDK gives to the compiler; the project copies it beside the program.
    private const string JsonGeneratorFile = "analyzers/System.Text.Json.SourceGeneration.dll";

    private static readonly Repetition Once = new(WarmUps: 5, RunsPerRound: 1);

    public static async Task PrintAsync(int rounds)
    {
        var json = (IIncrementalGenerator)Activator.CreateInstance(
            System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, JsonGeneratorFile)).GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true)!)!;
        Candidate[] candidates =
        [
            new("System.Text.Json, records", Run(json, GeneratorSources.Context(Count)), Count),
            new("OllamaSdk, tools", Run(new ToolGenerator(), GeneratorSources.Tools(Count)), Count),
            new("OllamaSdk, [LlmSchema] records", Run(new ToolGenerator(), GeneratorSources.Schemas(Count)), Count),
        ];
        var costs = await Measure.RunAsync(candidates, Count, rounds, Once);
        Report.Print($"Generator, cold, {Count} shapes of 5 members each", "shape", candidates, costs, [new Ratio(0, 1), new Ratio(0, 2)]);

        Candidate[] edits =
        [
            new("all tools read again (an option changed)", EditRun.OfOptions(), 1),
            new("an edit of a file with 10 tools", EditRun.Of("Tools7.cs"), 1),
            new("an edit of a file without tools", EditRun.Of("Other7.cs"), 1),
        ];
        Report.Print("Generator, one edit among 500 tools in 50 files and 300 other files", "edit", edits, await Measure.RunAsync(edits, 1, rounds, Once), [new Ratio(0, 1), new Ratio(0, 2)]);
    }

    // A new compilation each time: symbols that are bound already would be a present to whoever runs later.
    private static Func<Task<long>> Run(IIncrementalGenerator generator, string source)
    {
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(source)];
        var references = EditRun.References();
        return () =>
        {
            var compilation = CSharpCompilation.Create("Shapes", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            var result = CSharpGeneratorDriver.Create(generator).RunGenerators(compilation).GetRunResult();
            var emitted = result.GeneratedTrees.Sum(tree => (long)tree.Length);
            var asked = result.Diagnostics.Any(d => d.Severity >= DiagnosticSeverity.Warning) || emitted < Count * 500L ? 0 : Count;
            return Task.FromResult<long>(asked);
        };
    }
}
