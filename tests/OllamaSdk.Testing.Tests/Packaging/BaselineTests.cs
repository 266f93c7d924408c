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

    // What the older one has and the newer ones lack.
    private const string Extra = "<ItemGroup Condition=\"'$(TargetFramework)' != ''\"><Compile Include=\"$(MSBuildThisFileDirectory)Gone.cs\" /></ItemGroup>";

    [Fact]
    public async Task A_pack_that_lacks_what_the_older_one_had_fails_and_says_what()
    {
        string folder = await packages.Folder("Baseline");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Gone.cs"), "namespace OllamaSdk;\n/// <summary>What a later version lacks.</summary>\npublic static class Gone;", TestContext.Current.CancellationToken);

        await PackAsync("0.0.1-older", Extra);
        var broken = await Assert.ThrowsAnyAsync<Exception>(() => PackAsync("0.0.1-newer", Baseline("0.0.1-older")));
        await PackAsync("0.0.1-newer", "");
        await PackAsync("0.0.1-newest", Baseline("0.0.1-newer"));

        Assert.Contains("CP0001", broken.Message, StringComparison.Ordinal);
        Assert.Contains("OllamaSdk.Gone", broken.Message, StringComparison.Ordinal);

        // For the one project, as its own file would say it: those that are built along the way have no older pack here.
        async Task PackAsync(string version, string said)
        {
            string targets = Path.Combine(folder, $"{version}.targets");
            await File.WriteAllTextAsync(
                targets, $"<Project><Choose><When Condition=\"'$(MSBuildProjectName)' == '{Package}'\">{said}</When></Choose></Project>", TestContext.Current.CancellationToken);
            await packages.PackAsync(
                Package,
                // By the package's version alone: the assemblies of the others keep theirs, and need not be built again. The list of the public API would
                // complain first, but knows no earlier release.
                $"-p:PackageVersion={version}", "-o", folder, "-p:RunAnalyzers=false",
                $"-p:CustomAfterMicrosoftCommonTargets={targets}", $"-p:CustomAfterMicrosoftCommonCrossTargetingTargets={targets}",
                $"-p:RestoreAdditionalProjectSources={folder}", $"-p:RestorePackagesPath={Path.Combine(folder, "cache")}", $"-p:RestoreFallbackFolders={PackedProjects.Cache}");
        }
    }

    private static string Baseline(string version) => $"<PropertyGroup><PackageValidationBaselineVersion>{version}</PackageValidationBaselineVersion></PropertyGroup>";
}
