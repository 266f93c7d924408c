namespace OllamaSdk.OpenApi.Tests;

/// <summary>A temporary folder with descriptions and a folder for what the tool makes of them.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openapi-");

    public Workspace() => Directory.CreateDirectory(Descriptions);

    public string Descriptions => Path.Combine(_folder.FullName, "openapi");

    public string Output => Path.Combine(_folder.FullName, "Generated");

    public static Workspace With(string yaml)
    {
        var workspace = new Workspace();
        workspace.Describe("test.yaml", yaml);
        return workspace;
    }

    /// <summary>A copy of the real descriptions.</summary>
    public static Workspace WithRealDescriptions()
    {
        var workspace = new Workspace();
        foreach (var path in Directory.GetFiles(Repository.Descriptions, "*.yaml"))
        {
            File.Copy(path, Path.Combine(workspace.Descriptions, Path.GetFileName(path)));
        }

        return workspace;
    }

    public string Describe(string fileName, string yaml)
    {
        var path = Path.Combine(Descriptions, fileName);
        File.WriteAllText(path, yaml);
        return path;
    }

    public ToolRun Run(params string[] args) => ToolRun.Of([.. args, "--descriptions", Descriptions, "--out", Output]);

    /// <summary>Generates without a problem and gives one of the files.</summary>
    public string Generate(string path)
    {
        var run = Run();
        Assert.True(run.ExitCode == 0, run.Error);
        return File.ReadAllText(Path.Combine(Output, path));
    }

    public Dictionary<string, string> ReadOutput() => Repository.ReadFolder(Output);

    public void Dispose() => _folder.Delete(recursive: true);
}
