using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Generators.Testing;

/// <summary>Runs a generator over snippets at C# 12. Each run is repeated on a cloned compilation and must then be cached.</summary>
/// <param name="generator">Makes the generator under test.</param>
/// <param name="stepNames">The class whose string constants name the tracked steps.</param>
/// <param name="support">Files that every compilation holds beside the snippets.</param>
internal sealed class GeneratorHarness(Func<IIncrementalGenerator> generator, Type stepNames, IReadOnlyList<SourceFile> support)
{
    private static readonly CSharpParseOptions _parse = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        warningLevel: 9999);

    private readonly SyntaxTree[] _support = support.Select(Parse).ToArray();

    public IReadOnlyList<string> StepNames { get; } =
        stepNames.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToList();

    public CSharpCompilation Compile(params IEnumerable<SourceFile> files) =>
        CSharpCompilation.Create("Snippets", [.. _support, .. files.Select(Parse)], PlatformReferences.All, _options);

    public GeneratorRun Run(params IEnumerable<SourceFile> files) => Run(Compile(files));

    public GeneratorRun Run(CSharpCompilation compilation)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator().AsSourceGenerator()], parseOptions: _parse, driverOptions: options);

        var first = new GeneratorRun(this, driver.RunGenerators(compilation), compilation);
        var second = first.RunAgain(compilation.Clone());
        second.AssertCached();
        return first;
    }

    public static SyntaxTree Parse(SourceFile file) => CSharpSyntaxTree.ParseText(file.Text, _parse, file.Path);
}
