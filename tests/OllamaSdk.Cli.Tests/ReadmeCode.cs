using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Tools;

namespace OllamaSdk.Cli.Tests;

/// <summary>The blocks of C# in README, compiled as they stand against the libraries as they are built.</summary>
internal static partial class ReadmeCode
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    public static IReadOnlyList<string> Blocks { get; } =
        [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"))).Select(block => block.Groups[1].Value)];

    /// <summary>Whether a block is tests, and not a program.</summary>
    public static bool IsTests(string code) => code.Contains("[Fact]", StringComparison.Ordinal);

    public static Compilation Compile(int index, string code, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var kind = IsTests(code) ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication;
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable);
        var trees = new[] { ImplicitUsings, code }.Select(text => CSharpSyntaxTree.ParseText(text));
        CSharpGeneratorDriver.Create(new ToolGenerator()).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create($"Readme{index}", trees, References(), options), out var compilation, out var refusals);
        diagnostics = [.. compilation.GetDiagnostics(), .. refusals];
        return compilation;
    }

    // What this test project references, users reference too.
    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
