using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Tools;

namespace OllamaSdk.Docs.Tests;

/// <summary>Compiles code as a user's project does: implicit usings, nullable, and the generator of tools.</summary>
internal static class UserCode
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    // What this test project references, users reference too.
    private static readonly MetadataReference[] s_references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    // One library was built against an older version of another than is here: no build of .NET says so.
    private static readonly KeyValuePair<string, ReportDiagnostic>[] s_silent = [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)];

    public static Compilation Compile(OutputKind kind, out IReadOnlyList<string> complaints, params string[] files)
    {
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: s_silent);
        var trees = files.Prepend(ImplicitUsings).Select(text => CSharpSyntaxTree.ParseText(text));
        CSharpGeneratorDriver.Create(new ToolGenerator()).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create($"Page{Guid.NewGuid():N}", trees, s_references, options), out var compilation, out var refusals);
        complaints = [.. compilation.GetDiagnostics().Concat(refusals).Where(one => one.Severity >= DiagnosticSeverity.Warning).Select(one => one.ToString())];
        return compilation;
    }

    public static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return Assembly.Load(image.ToArray());
    }
}
