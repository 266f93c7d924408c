using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Generators.Tools.Tests.Packaging;

/// <summary>
/// A project whose owner turned everything on: all analyzers of .NET, documentation, strict features, C# 12. The table of signatures, which is
/// written for other readers, is told of many faults; what the generator writes for it, of none. So a project in which each warning is an error builds.
/// </summary>
[Trait("Category", "Packaging")]
public class StrictBuildTests(PackedSdk sdk)
{
    private const string Properties = """
        <ImplicitUsings>disable</ImplicitUsings>
        <AnalysisLevel>latest</AnalysisLevel>
        <AnalysisMode>All</AnalysisMode>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
        <Features>strict</Features>
        """;

    private const string Everything = """
        is_global = true
        dotnet_analyzer_diagnostic.severity = warning
        """;

    [Fact]
    public async Task Generated_code_gives_no_rule_a_word_to_say()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = await sdk.Project(
            "Strict", Properties, $"<PackageReference Include=\"OllamaSdk\" Version=\"{PackedProjects.Version}\" />", ToolSnippets.Usings);
        await File.WriteAllTextAsync(Path.Combine(folder, ".globalconfig"), Everything, token);
        var table = Directory.CreateDirectory(Path.Combine(folder, "Table")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Signatures"), "*.cs"))
        {
            File.Copy(file, Path.Combine(table, Path.GetFileName(file)), overwrite: true);
        }

        var said = await DotnetCommand.Run(folder, "build", "-v:normal", "-p:UseSharedCompilation=false");

        var warnings = said.Split('\n').Where(line => line.Contains("): warning ", StringComparison.Ordinal)).ToList();
        Assert.All(["CA1034", "CA1062", "CS1591", "IDE"], rule => Assert.Contains(warnings, line => line.Contains(rule, StringComparison.Ordinal)));
        Assert.DoesNotContain(warnings, line => line.Contains(".g.cs(", StringComparison.Ordinal));
    }
}
