using OllamaSdk.Generators.Tools.Tests.Packaging;
using OllamaSdk.TestKit.Packaging;

[assembly: AssemblyFixture(typeof(PackedSdk))]

namespace OllamaSdk.Generators.Tools.Tests.Packaging;

public sealed class PackedSdk() : PackedProjects("OllamaSdk");

/// <summary>The package as users get it. Slow: it packs the SDK and builds programs against it.</summary>
[Trait("Category", "Packaging")]
public class PackageTests(PackedSdk sdk)
{
    private const string Program = """
        using OllamaSdk;

        var result = await Tools.LlmTools[0].InvokeAsync("{\"text\":\"abc\",\"times\":2}"u8.ToArray(), new ToolCallContext());
        Console.WriteLine($"{Tools.LlmTools[0].Name}: {result.Content}");

        internal static partial class Tools
        {
            /// <summary>Repeats a text.</summary>
            [LlmTool]
            public static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
        }
        """;

    [Fact]
    public async Task Package_holds_the_generator_and_its_code_fixes_in_one_slot_and_what_belongs_beside_it()
    {
        var files = await sdk.Files($"OllamaSdk.{PackedProjects.Version}.nupkg");

        Assert.Equal(
            ["analyzers/dotnet/roslyn4.8/cs/OllamaSdk.Generators.Tools.CodeFixes.dll", "analyzers/dotnet/roslyn4.8/cs/OllamaSdk.Generators.Tools.dll"],
            files.Where(f => f.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string>
            {
                "README.md", "LICENSE", "lib/net8.0/OllamaSdk.dll", "lib/net8.0/OllamaSdk.xml", "lib/net10.0/OllamaSdk.dll", "lib/net10.0/OllamaSdk.xml",
            },
            files.ToHashSet());
        Assert.DoesNotContain(files, f => f.Contains("Refit", StringComparison.Ordinal));
        Assert.Superset(
            new HashSet<string> { "lib/net8.0/OllamaSdk.pdb", "lib/net10.0/OllamaSdk.pdb" },
            (await sdk.Files($"OllamaSdk.{PackedProjects.Version}.snupkg")).ToHashSet());
    }

    [Fact]
    public async Task Program_with_the_package_has_tools()
    {
        var folder = await sdk.Project(
            "Direct", "<OutputType>Exe</OutputType>", $"<PackageReference Include=\"OllamaSdk\" Version=\"{PackedProjects.Version}\" />", Program);

        Assert.Contains("Repeat: abcabc", await DotnetCommand.Run(folder, "run"));
    }

    /// <summary>The compiler has no Workspaces: it would say so (CS8032 and its like) if it tried to load the code fixes.</summary>
    [Fact]
    public async Task Compiler_has_nothing_to_say_of_the_code_fixes_and_loads_none()
    {
        var folder = await sdk.Project(
            "Fixes",
            "<OutputType>Exe</OutputType><ReportAnalyzer>true</ReportAnalyzer>",
            $"<PackageReference Include=\"OllamaSdk\" Version=\"{PackedProjects.Version}\" />",
            Program);

        var said = await DotnetCommand.Run(folder, "build", "-warnaserror", "-v:detailed", "-p:UseSharedCompilation=false");

        Assert.Contains("OllamaSdk.Generators.Tools.CodeFixes.dll", said, StringComparison.Ordinal);
        Assert.Contains("OllamaSdk.Generators.Tools.ToolGenerator", said, StringComparison.Ordinal);
        Assert.DoesNotContain("OllamaSdk.Generators.Tools.CodeFixes, Version", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Workspaces", said, StringComparison.Ordinal);
        Assert.DoesNotContain("CS80", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_with_a_package_that_depends_on_it_has_tools()
    {
        var middle = await sdk.Project(
            "Middle",
            "<Version>1.0.0-packaging</Version>",
            $"<PackageReference Include=\"OllamaSdk\" Version=\"{PackedProjects.Version}\" PrivateAssets=\"none\" />",
            "namespace Middle { public static class Anything; }");
        await DotnetCommand.Run(middle, "pack", "-o", sdk.Packages);
        var folder = await sdk.Project("Indirect", "<OutputType>Exe</OutputType>", "<PackageReference Include=\"Middle\" Version=\"1.0.0-packaging\" />", Program);

        Assert.Contains("Repeat: abcabc", await DotnetCommand.Run(folder, "run"));
    }
}
