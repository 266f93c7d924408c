using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Generators.Tools.Tests.Packaging;

/// <summary>
/// A project whose owner turned everything on: all analyzers of .NET, every rule an error, documentation, strict features, C# 12. What the
/// generator writes for the whole table of signatures stands in it without a word from any of them.
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
        <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
        <Features>strict</Features>
        <ReportAnalyzer>true</ReportAnalyzer>
        """;

    private const string Everything = """
        is_global = true
        dotnet_analyzer_diagnostic.severity = error
        """;

    // The table's own code is written for other readers.
    private const string NotTheTable = """
        root = true
        [{Usings.cs,Source.cs,Table/*.cs}]
        dotnet_analyzer_diagnostic.severity = none
        dotnet_diagnostic.CS1591.severity = none
        dotnet_diagnostic.CS1573.severity = none
        """;

    [Fact]
    public async Task Generated_code_gives_no_rule_a_word_to_say()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = await sdk.Project(
            "Strict", Properties, $"<PackageReference Include=\"OllamaSdk\" Version=\"{PackedProjects.Version}\" />", ToolSnippets.Usings);
        await File.WriteAllTextAsync(Path.Combine(folder, ".globalconfig"), Everything, token);
        await File.WriteAllTextAsync(Path.Combine(folder, ".editorconfig"), NotTheTable, token);
        var table = Directory.CreateDirectory(Path.Combine(folder, "Table")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Signatures"), "*.cs"))
        {
            File.Copy(file, Path.Combine(table, Path.GetFileName(file)), overwrite: true);
        }

        var said = await DotnetCommand.Run(folder, "build", "-warnaserror", "-v:detailed", "-p:UseSharedCompilation=false");

        Assert.Contains("Microsoft.CodeAnalysis.NetAnalyzers", said, StringComparison.Ordinal);
        Assert.Contains("OllamaSdk.Generators.Tools.ToolGenerator", said, StringComparison.Ordinal);
        Assert.Contains("0 Warning(s)", said, StringComparison.Ordinal);
    }
}
