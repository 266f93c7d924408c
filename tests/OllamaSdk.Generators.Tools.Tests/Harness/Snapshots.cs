namespace OllamaSdk.Generators.Testing;

/// <summary>
/// Golden folders: <c>Snapshots/&lt;case&gt;/input.cs</c> beside the files it makes. <c>UPDATE_SNAPSHOTS=1</c> rewrites them;
/// review the difference before committing it.
/// </summary>
internal sealed class Snapshots(string project)
{
    private readonly string _root = Path.Combine(FindProject(project), "Snapshots");

    public IEnumerable<string> Cases() =>
        Directory.EnumerateDirectories(_root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public SourceFile Input(string name) => new("input.cs", File.ReadAllText(Path.Combine(_root, name, "input.cs")));

    public void Check(string name, IReadOnlyList<SourceFile> actual)
    {
        var folder = Path.Combine(_root, name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "Snapshots are not rewritten on CI.");
            Rewrite(folder, actual);
        }

        var golden = Golden(folder).Select(path => new SourceFile(Path.GetFileName(path), File.ReadAllText(path)));
        Assert.Equal(golden, actual.OrderBy(f => f.Path, StringComparer.Ordinal));
    }

    private static void Rewrite(string folder, IReadOnlyList<SourceFile> actual)
    {
        foreach (var path in Golden(folder))
        {
            File.Delete(path);
        }

        foreach (var file in actual)
        {
            File.WriteAllText(Path.Combine(folder, file.Path), file.Text);
        }
    }

    private static List<string> Golden(string folder) =>
        Directory.EnumerateFiles(folder, "*.g.cs").Order(StringComparer.Ordinal).ToList();

    private static string FindProject(string project)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", project);
            if (File.Exists(Path.Combine(candidate, $"{project}.csproj")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No folder above the test binaries holds tests/{project}; run the tests inside the repository.");
    }
}
