using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>
/// Once there is a release to compare with, <c>PackageValidationBaselineVersion</c> names it, and a pack fails that takes something away from its users. Shown
/// with an older pack of a package of ours, in a folder.
/// </summary>
[Trait("Category", "Packaging")]
public sealed class BaselineTests(PackedLibraries packages)
{
    private const string Package = "OllamaSdk.Extensions";

    // What the older one has and the newer one lacks. The others that are built along the way stay as they are.
    private const string Extra = $"""
        <Project>
          <ItemGroup Condition="'$(MSBuildProjectName)' == '{Package}' and '$(TargetFramework)' != ''">
            <Compile Include="$(MSBuildThisFileDirectory)Gone.cs" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task A_pack_that_lacks_what_the_older_one_had_fails_and_says_what()
    {
        string folder = await packages.Folder("Baseline");
        await File.WriteAllTextAsync(Path.Combine(folder, "extra.targets"), Extra, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Gone.cs"), "namespace OllamaSdk; public static class Gone;", TestContext.Current.CancellationToken);

        // The list of the public API would say so first; it knows no earlier release.
        await PackAsync("0.0.1-older", "-p:RunAnalyzers=false", $"-p:CustomAfterMicrosoftCommonTargets={Path.Combine(folder, "extra.targets")}");
        var broken = await Assert.ThrowsAnyAsync<Exception>(() => PackAsync("0.0.1-newer", "-p:PackageValidationBaselineVersion=0.0.1-older"));
        await PackAsync("0.0.1-newer");
        await PackAsync("0.0.1-newest", "-p:PackageValidationBaselineVersion=0.0.1-newer");

        Assert.Contains("CP0001", broken.Message, StringComparison.Ordinal);
        Assert.Contains("OllamaSdk.Gone", broken.Message, StringComparison.Ordinal);

        // By the package's version alone: the assemblies of the others keep theirs, and need not be built again.
        Task<string> PackAsync(string version, params string[] options) => packages.PackAsync(
            Package,
            [
                $"-p:PackageVersion={version}", "-o", folder, $"-p:RestoreAdditionalProjectSources={folder}", $"-p:RestorePackagesPath={Path.Combine(folder, "cache")}",
                $"-p:RestoreFallbackFolders={PackedProjects.Cache}", .. options,
            ]);
    }
}
