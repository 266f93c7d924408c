using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Tools;

namespace OllamaSdk.Cli.Tests;

/// <summary>What README shows must compile as it stands, against the libraries as they are built.</summary>
public sealed partial class ReadmeTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    public static TheoryData<int, string> Blocks()
    {
        var data = new TheoryData<int, string>();
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        foreach (var (index, block) in CodeBlock().Matches(readme).Index())
        {
            data.Add(index, block.Groups[1].Value);
        }

        return data;
    }

    [Fact]
    public void There_are_blocks_to_compile() => Assert.True(Blocks().Count >= 3);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles_without_a_warning(int index, string code)
    {
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var token = TestContext.Current.CancellationToken;
        var trees = new[] { ImplicitUsings, code }.Select(text => CSharpSyntaxTree.ParseText(text, cancellationToken: token));
        CSharpGeneratorDriver.Create(new ToolGenerator()).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create($"Readme{index}", trees, References(), options), out var compilation, out var refusals, token);

        Assert.DoesNotContain(compilation.GetDiagnostics(token).Concat(refusals), d => d.Severity >= DiagnosticSeverity.Warning);
    }

    // What this test project references, users reference too.
    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
