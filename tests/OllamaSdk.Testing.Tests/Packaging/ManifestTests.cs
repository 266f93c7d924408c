using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>What a package says of itself, for each folder of src: a new one is held to the same.</summary>
[Trait("Category", "Packaging")]
public sealed partial class ManifestTests(PackedLibraries packages)
{
    public static TheoryData<string> All => [.. PackedProjects.Names];

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_says_what_it_is_whose_and_what_is_new(string package)
    {
        var manifest = await packages.Manifest(package);

        Assert.Equal(package, Text("id"));
        Assert.Equal(PackedProjects.Version, Text("version"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("icon.png", Text("icon"));
        Assert.Equal("README.md", Text("readme"));
        Assert.Contains("ollama", Text("tags").Split(' '));
        // What nobody has written says "Package Description".
        Assert.NotEqual("Package Description", Text("description"));
        Assert.Equal((string?)Element("repository").Attribute("url"), Text("projectUrl"));
        Assert.Matches("^[0-9a-f]{40}$", (string?)Element("repository").Attribute("commit"));
        Assert.Contains("### Added", Text("releaseNotes"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", Text("releaseNotes"), StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "icon.png", "README.md", "LICENSE" }, (await packages.Files($"{package}.{PackedProjects.Version}.nupkg")).ToHashSet());

        XElement Element(string name) => manifest.Descendants().Single(e => e.Name.LocalName == name);

        string Text(string name) => Element(name).Value;
    }

    /// <summary>On the page of a package a relative link leads nowhere, and there is no repository around it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_link_of_its_README_leads_to_a_file_of_the_repository(string package)
    {
        string repository = (await packages.Manifest(package)).Descendants().Single(e => e.Name.LocalName == "projectUrl").Value + "/blob/main/";
        string text = Encoding.UTF8.GetString(await packages.Read($"{package}.{PackedProjects.Version}.nupkg", "README.md"));
        var links = Link().Matches(text).Select(link => link.Groups[1].Value).ToList();

        Assert.StartsWith($"# {package}\n", text, StringComparison.Ordinal);
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
        Assert.All(links.Where(link => link.StartsWith(repository, StringComparison.Ordinal)), link =>
            Assert.True(File.Exists(Path.Combine(PackedProjects.Repository, link[repository.Length..].Split('#')[0])), $"{link} leads to no file."));
        // All that was written is there: only the links were made absolute.
        string written = await File.ReadAllTextAsync(Path.Combine(PackedProjects.Repository, "src", package, "README.md"), TestContext.Current.CancellationToken);
        Assert.Equal(Link().Replace(written, link => $"]({Absolute(link.Groups[1].Value)})").TrimEnd(), text.TrimEnd());

        string Absolute(string link) => link.StartsWith("../", StringComparison.Ordinal)
            ? repository + Path.GetRelativePath(PackedProjects.Repository, Path.Combine(PackedProjects.Repository, "src", package, link)).Replace('\\', '/')
            : link;
    }

    /// <summary>They are tested together, and before 1.0 anything may change from one release to the next.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task It_asks_for_others_of_the_same_release_and_no_other(string package)
    {
        var sisters = (await packages.Manifest(package)).Descendants()
            .Where(e => e.Name.LocalName == "dependency" && ((string)e.Attribute("id")!).StartsWith("OllamaSdk", StringComparison.Ordinal));

        Assert.All(sisters, sister => Assert.Equal($"[{PackedProjects.Version}]", (string?)sister.Attribute("version")));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
