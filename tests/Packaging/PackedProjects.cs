using System.IO.Compression;
using System.Xml.Linq;

namespace OllamaSdk.TestKit.Packaging;

/// <summary>Projects of ours packed into a folder outside the repository, once for all tests that ask for them.</summary>
public abstract class PackedProjects : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ollamasdk-package-");
    private readonly Lazy<Task> _pack;

    /// <param name="projects">Their folders below <c>src</c>; what one depends on comes before it.</param>
    protected PackedProjects(params string[] projects) => _pack = new(async () =>
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "Directory.Build.props"), Common);
        foreach (var project in projects)
        {
            await DotnetCommand.Run(
                Repository,
                "pack", $"src/{project}", "-c", "Release", "-o", Packages, "--artifacts-path", Path.Combine(_root.FullName, "artifacts"), $"-p:Version={Version}");
        }
    });

    /// <summary>A version of its own, so that no package from elsewhere is taken for it.</summary>
    public static string Version => "0.0.1-packaging";

    public string Packages => Path.Combine(_root.FullName, "packages");

    // What holds for all projects below: packages come from here, and everything else from the machine's own package cache.
    private string Common => $"""
        <Project>
          <PropertyGroup>
            <OllamaSdkVersion>{Version}</OllamaSdkVersion>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
            <RestoreAdditionalProjectSources>{Packages}</RestoreAdditionalProjectSources>
            <RestorePackagesPath>{Path.Combine(_root.FullName, "cache")}</RestorePackagesPath>
            <RestoreFallbackFolders>{Cache}</RestoreFallbackFolders>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>The machine's own package cache.</summary>
    public static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The folder of the repository.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "OllamaSdk.sln")))
            {
                folder = folder.Parent;
            }

            return folder.FullName;
        }
    }

    /// <summary>The names of the files in a package.</summary>
    public async Task<IReadOnlyList<string>> Files(string package)
    {
        await _pack.Value;
        using var zip = await ZipFile.OpenReadAsync(Path.Combine(Packages, package), TestContext.Current.CancellationToken);
        return zip.Entries.Select(e => e.FullName).ToList();
    }

    /// <summary>A file of a package.</summary>
    public async Task<byte[]> Read(string package, string file)
    {
        await _pack.Value;
        using var zip = await ZipFile.OpenReadAsync(Path.Combine(Packages, package), TestContext.Current.CancellationToken);
        using var content = await zip.GetEntry(file)!.OpenAsync(TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    /// <summary>What the package says of a package that it depends on, once per target framework.</summary>
    public async Task<IReadOnlyList<XElement>> Dependencies(string package, string dependency)
    {
        await _pack.Value;
        using var zip = await ZipFile.OpenReadAsync(Path.Combine(Packages, $"{package}.{Version}.nupkg"), TestContext.Current.CancellationToken);
        using var text = await zip.GetEntry($"{package}.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var nuspec = await XDocument.LoadAsync(text, LoadOptions.None, TestContext.Current.CancellationToken);
        return [.. nuspec.Descendants().Where(element => element.Name.LocalName == "dependency" && element.Attribute("id")?.Value == dependency)];
    }

    /// <summary>Writes a project of one source file, built as those of <see cref="Copy"/> are.</summary>
    /// <returns>The project's folder.</returns>
    public async Task<string> Project(string name, string properties, string references, string source)
    {
        await _pack.Value;
        var folder = Directory.CreateDirectory(Path.Combine(_root.FullName, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <LangVersion>12</LangVersion>
                {properties}
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Source.cs"), source, TestContext.Current.CancellationToken);
        return folder;
    }

    /// <summary>Copies a project of the repository to where nothing of the repository reaches it; it takes its packages by <c>$(OllamaSdkVersion)</c>.</summary>
    /// <returns>The project's folder.</returns>
    public async Task<string> Copy(string project)
    {
        await _pack.Value;
        var source = Path.Combine(Repository, project);
        var folder = Path.Combine(_root.FullName, Path.GetFileName(project));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(source, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
        }

        return folder;
    }

    public void Dispose()
    {
        _root.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
