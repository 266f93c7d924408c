using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Cli.Tests;

/// <summary>What README shows must compile as it stands, against the libraries that the program was built with.</summary>
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
        var compilation = CSharpCompilation.Create($"Readme{index}", trees, References(), options);

        Assert.Empty(compilation.GetDiagnostics(token).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    private static IEnumerable<MetadataReference> References()
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("OllamaSdk", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal));
        // What the program does not use itself lies beside the tests.
        var ours = Directory.GetFiles(CliProcess.ProgramFolder, "OllamaSdk*.dll").Append(Path.Combine(AppContext.BaseDirectory, "OllamaSdk.Extensions.dll"));
        return platform.Concat(ours).Select(path => MetadataReference.CreateFromFile(path));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
