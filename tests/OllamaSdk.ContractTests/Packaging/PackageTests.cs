using OllamaSdk.ContractTests.Packaging;
using OllamaSdk.TestKit.Packaging;

[assembly: AssemblyFixture(typeof(PackedLibraries))]

namespace OllamaSdk.ContractTests.Packaging;

public sealed class PackedLibraries() : PackedProjects("OllamaSdk", "OllamaSdk.Testing", "OllamaSdk.Testing.WireMock");

/// <summary>The package as users get it. Slow: it packs three and builds a program against one.</summary>
[Trait("Category", "Packaging")]
public class PackageTests(PackedLibraries packages)
{
    private const string Package = "OllamaSdk.Testing.WireMock";

    // All warnings are errors in the project: the pin must have come with the package.
    private const string Program = """
        using OllamaSdk;
        using OllamaSdk.Testing;

        using var server = new RecordedServer().Serve("chat");
        using var client = new OllamaClient(server.Url);

        Console.WriteLine($"said: {(await client.ChatAsync("hello", "mine")).Message?.Content}");
        Console.WriteLine($"asked: {server.LogEntries[0].RequestMessage?.Path}");
        Console.WriteLine($"tool: {Tools.LlmTools[0].Name}");

        internal static partial class Tools
        {
            /// <summary>Says a text again.</summary>
            [LlmTool]
            public static string Echo(string text) => text;
        }
        """;

    [Fact]
    public async Task The_package_holds_the_library_for_both_frameworks_and_brings_the_pin()
    {
        IReadOnlyList<string> files = await packages.Files($"{Package}.{PackedProjects.Version}.nupkg");

        string[] expected = ["README.md", "LICENSE", .. from framework in (string[])["net8.0", "net10.0"] from ending in (string[])["dll", "xml"] select $"lib/{framework}/{Package}.{ending}"];
        Assert.Superset(expected.ToHashSet(), files.ToHashSet());
        Assert.Equal(2, (await packages.Dependencies(Package, "Microsoft.IdentityModel.Protocols.OpenIdConnect")).Count);
        Assert.All(await packages.Dependencies(Package, "OllamaSdk.Testing"), dependency => Assert.Null(dependency.Attribute("exclude")));
    }

    [Fact]
    public async Task A_program_with_the_package_restores_without_a_warning_and_is_answered_in_two_lines()
    {
        string folder = await packages.Project(
            "Recorded", "<OutputType>Exe</OutputType>", $"<PackageReference Include=\"{Package}\" Version=\"{PackedProjects.Version}\" />", Program);

        string output = await DotnetCommand.Run(folder, "run");

        Assert.Contains($"said: {Recording.Load("chat").Json.Text("message", "content")}", output);
        Assert.Contains("asked: /api/chat", output);
        Assert.Contains("tool: Echo", output, StringComparison.OrdinalIgnoreCase);
    }
}
