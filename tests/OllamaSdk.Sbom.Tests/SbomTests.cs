using System.Text;

namespace OllamaSdk.Sbom.Tests;

/// <summary>What is read out of a restore, and when the committed list is found to be another.</summary>
public sealed class SbomTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ollamasdk-sbom-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_only_the_build_needs_is_left_out_with_all_that_it_needs()
    {
        var found = AssetsFile.Read(Assets());

        Assert.Equal(["Direct 1.0.0", "Other 3.0.0", "Needed 2.1.0", "Direct 1.0.0", "Other 3.0.0"], found.Components.OrderBy(c => c.Framework == "net8.0" ? 0 : 1).ThenBy(c => c.Id == "Needed" ? 1 : 0).ThenBy(c => c.Id).Select(c => $"{c.Id} {c.Version}"));
        Assert.Equal([("net8.0", "Direct", "1.0.0"), ("net8.0", "Other", "3.0.0"), ("net10.0", "Direct", "1.0.0"), ("net10.0", "Other", "3.0.0")], found.Direct);
    }

    [Fact]
    public void What_was_chosen_is_told_and_not_the_lowest_that_was_asked_for() =>
        Assert.Equal([("Needed", "2.1.0")], AssetsFile.Read(Assets()).Components.First(c => c is { Id: "Direct", Framework: "net8.0" }).DependsOn);

    [Fact]
    public void The_same_resolution_gives_the_same_bytes()
    {
        var first = Bill.Write("Mine", "1.0.0", "MIT", AssetsFile.Read(Assets()));
        var second = Bill.Write("Mine", "1.0.0", "MIT", AssetsFile.Read(Assets()));

        Assert.Equal(first, second);
        Assert.Contains("pkg:nuget/Needed@2.1.0", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Name, Encoding.UTF8.GetString(first), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.1.0", "2.2.0", "new:   Needed 2.2.0", "gone:   Needed 2.1.0")]
    [InlineData("HASH", "MADE", "new:   Needed 2.1.0 MADE", "gone:   Needed 2.1.0 HASH")]
    public void A_change_is_found_and_named(string known, string now, string added, string gone)
    {
        var list = new PackageList(_folder.FullName);
        var assets = Repository();
        Assert.Equal(0, list.Run(check: false, TextWriter.Null, TextWriter.Null));
        Assert.Equal(0, list.Run(check: true, TextWriter.Null, TextWriter.Null));

        File.WriteAllText(assets, File.ReadAllText(assets).Replace(known, now, StringComparison.Ordinal));
        var error = new StringWriter();

        Assert.Equal(1, list.Run(check: true, TextWriter.Null, error));
        Assert.Contains(added, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(gone, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_restore_it_says_so()
    {
        File.Delete(Repository());

        Assert.Contains("dotnet restore", Assert.Throws<InvalidDataException>(() => new PackageList(_folder.FullName).Run(true, TextWriter.Null, TextWriter.Null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--chek")]
    [InlineData("a", "b")]
    public void Wrong_arguments_are_refused(params string[] args)
    {
        var error = new StringWriter();

        Assert.Equal(2, SbomTool.Run(args, TextWriter.Null, error));
        Assert.Contains("usage:", error.ToString(), StringComparison.Ordinal);
    }

    // A repository of one project.
    private string Repository()
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder.FullName, "src", "Mine"));
        File.WriteAllText(Path.Combine(project.FullName, "Mine.csproj"), "");
        return Assets(Directory.CreateDirectory(Path.Combine(project.FullName, "obj")).FullName);
    }

    private string Assets(string? folder = null)
    {
        var file = Path.Combine(folder ?? _folder.FullName, "project.assets.json");
        File.WriteAllText(file, """
            {
              "version": 4,
              "targets": {
                "net8.0": {
                  "Direct/1.0.0": { "type": "package", "dependencies": { "Needed": "2.0.0", "InTheFramework": "1.0.0" } },
                  "Needed/2.1.0": { "type": "package" },
                  "Other/3.0.0": { "type": "project", "dependencies": { "Direct": "1.0.0" } },
                  "Analyzer/1.0.0": { "type": "package", "dependencies": { "OfAnalyzer": "1.0.0" } },
                  "OfAnalyzer/1.0.0": { "type": "package" }
                },
                "net10.0": {
                  "Direct/1.0.0": { "type": "package", "dependencies": { "Needed": "2.0.0" } },
                  "Other/3.0.0": { "type": "project" },
                  "Analyzer/1.0.0": { "type": "package" }
                }
              },
              "libraries": {
                "Direct/1.0.0": { "sha512": "HASH", "type": "package", "path": "direct/1.0.0" },
                "Needed/2.1.0": { "sha512": "HASH", "type": "package", "path": "needed/2.1.0" },
                "Other/3.0.0": { "type": "project", "path": "../Other/Other.csproj" },
                "Analyzer/1.0.0": { "sha512": "HASH", "type": "package", "path": "analyzer/1.0.0" },
                "OfAnalyzer/1.0.0": { "sha512": "HASH", "type": "package", "path": "ofanalyzer/1.0.0" }
              },
              "packageFolders": { "/no/such/cache/": {} },
              "project": {
                "restore": { "frameworks": { "net8.0": { "projectReferences": { "/r/src/Other/Other.csproj": {} } }, "net10.0": { "projectReferences": { "/r/src/Other/Other.csproj": {} } } } },
                "frameworks": {
                  "net8.0": { "dependencies": { "Direct": {}, "Analyzer": { "suppressParent": "All" } } },
                  "net10.0": { "dependencies": { "Direct": {}, "Analyzer": { "suppressParent": "All" } } }
                }
              }
            }
            """);
        return file;
    }
}
