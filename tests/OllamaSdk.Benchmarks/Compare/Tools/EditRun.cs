using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Tools;

namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>What the tool generator costs an editor: a project with many tools, of which one thing changes at a time.</summary>
internal static class EditRun
{
    /// <summary>One file is written anew, with a method more or less in it.</summary>
    public static Func<Task<long>> Of(string file) => Run((input, round) =>
    {
        var tree = input.SyntaxTrees.Single(tree => tree.FilePath == file);
        var text = tree.ToString();
        var end = text.LastIndexOf('}');
        return input.ReplaceSyntaxTree(tree, Parse(file, $"{text[..end].Split("/*round*/")[0]}/*round*/public static int Round{round}() => {round};}}"));
    });

    /// <summary>An option of the compiler changes, so that everything is read again.</summary>
    public static Func<Task<long>> OfOptions() => Run((input, round) => input.WithOptions(input.Options.WithWarningLevel((int)(round % 9))));

    private static Func<Task<long>> Run(Func<CSharpCompilation, long, CSharpCompilation> edit)
    {
        var input = CSharpCompilation.Create("Shapes", Files(), References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new ToolGenerator());
        driver = driver.RunGenerators(input);
        var round = 0L;
        return () =>
        {
            input = edit(input, ++round);
            driver = driver.RunGenerators(input);
            return Task.FromResult<long>(driver.GetRunResult().GeneratedTrees.Length == 50 ? 1 : 0);
        };
    }

    private static IEnumerable<SyntaxTree> Files()
    {
        for (var i = 0; i < 50; i++)
        {
            var tools = string.Join("\n", Enumerable.Range(0, 10).Select(j => $"""
                /// <summary>Number {j}.</summary>
                /// <param name="x">The x.</param>
                [LlmTool] public static int Tool{i}_{j}(int x, string y, Point{i} p, int? z = null) => x;
                """));
            yield return Parse($"Tools{i}.cs",
                $"using OllamaSdk; namespace Shapes; public sealed record Point{i}(int X, string Name, double[] Values); public static partial class Tools{i} {{ {tools} }}");
        }

        for (var i = 0; i < 300; i++)
        {
            var methods = string.Join("\n", Enumerable.Range(0, 30).Select(j => $"public static int Method{j}(int x) => x + {j};"));
            yield return Parse($"Other{i}.cs", $"namespace Shapes; public static class Other{i} {{ {methods} }}");
        }
    }

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, path: path);

    /// <summary>Everything that this program runs on.</summary>
    public static MetadataReference[] References() =>
        [.. AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!.Split(Path.PathSeparator)
            .Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).Select(path => MetadataReference.CreateFromFile(path))];
}
