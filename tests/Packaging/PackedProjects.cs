using System.IO.Compression;
using System.Xml.Linq;

namespace OllamaSdk.TestKit.Packaging;

/// <summary>
/// Projects of ours packed into a folder outside the repository, once for all tests that ask for them; or those that <c>.ci/release</c> has packed in the
/// folder that <c>OLLAMA_SDK_RELEASE</c> names.
/// </summary>
public abstract class PackedProjects : IDisposable
{
    private static readonly string? _release = Environment.GetEnvironmentVariable("OLLAMA_SDK_RELEASE");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ollamasdk-package-");
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lazy<Task> _pack;

    /// <param name="project">A project below <c>src</c>, or one that packs several.</param>
    protected PackedProjects(string project) => _pack = new(async () =>
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "Directory.Build.props"), Common);
        Assert.False(Directory.Exists(Path.Combine(Cache, "ollamasdk", Version)), $"{Cache} has an OllamaSdk {Version} of its own, which would be taken for the one that was packed.");
        if (_release is null)
        {
            await PackAsync(project);
            return;
        }

        // A test may add to the folder, and what was released must stay as it is.
        Directory.CreateDirectory(Packages);
        foreach (var package in Directory.EnumerateFiles(Path.Combine(_release, "packages")))
        {
            File.Copy(package, Path.Combine(Packages, Path.GetFileName(package)));
        }
    });

    /// <summary>A version of its own, so that no package from elsewhere is taken for it; that of the release where there is one.</summary>
    public static string Version { get; } = _release is null
        ? "0.0.1-packaging"
        : Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Path.Combine(_release, "packages"), "OllamaSdk.Testing.WireMock.*.nupkg").Single())["OllamaSdk.Testing.WireMock.".Length..];

    /// <summary>Whether it was packed in a clone, as for a release, and not in a work tree as it lies there.</summary>
    public static bool IsRelease => _release is not null;

    /// <summary>The names of all packages that hold a library, the command line or templates.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => Path.GetFileNameWithoutExtension(file) == Path.GetFileName(Path.GetDirectoryName(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Those of them that hold a library.</summary>
    public static IEnumerable<string> Libraries => Names.Except(["OllamaSdk.Cli", "OllamaSdk.Templates"]);

    public string Packages => Path.Combine(_root.FullName, "packages");

    // Where the packages were built.
    private static string Sources => _release is null ? Repository : Path.Combine(_release, "source");

    /// <summary>Packs a project of <c>src</c> as the others were.</summary>
    public async Task<string> PackAsync(string project, params string[] options)
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            string artifacts = Path.Combine(_release ?? _root.FullName, "artifacts");
            string[] where = options.Contains("-o") ? [] : ["-o", Packages];
            return await DotnetCommand.Run(
                Sources, ["pack", $"src/{project}", "-c", "Release", .. where, "--artifacts-path", artifacts, $"-p:Version={Version}", .. options]);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Packs the command line for a runtime, if that was not done yet.</summary>
    /// <param name="runtime">The runtime, or <c>any</c>.</param>
    /// <param name="options">What the pack needs beyond that.</param>
    /// <returns>The name of the package's file.</returns>
    public async Task<string> Tool(string runtime, params string[] options)
    {
        await _pack.Value;
        string file = $"OllamaSdk.Cli.{runtime}.{Version}.nupkg";
        if (!File.Exists(Path.Combine(Packages, file)))
        {
            await PackAsync("OllamaSdk.Cli", ["-r", runtime, .. options]);
        }

        return file;
    }

    /// <summary>A new folder, where packages come from here.</summary>
    public async Task<string> Folder(string name)
    {
        await _pack.Value;
        return Directory.CreateDirectory(Path.Combine(_root.FullName, name)).FullName;
    }

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

    /// <summary>What the package says of itself.</summary>
    public async Task<XDocument> Manifest(string package) => XDocument.Load(new MemoryStream(await Read($"{package}.{Version}.nupkg", $"{package}.nuspec")));

    /// <summary>What the package says of a package that it depends on, once per target framework.</summary>
    public async Task<IReadOnlyList<XElement>> Dependencies(string package, string dependency) =>
        [.. (await Manifest(package)).Descendants().Where(element => element.Name.LocalName == "dependency" && element.Attribute("id")?.Value == dependency)];

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
        _one.Dispose();
        GC.SuppressFinalize(this);
    }
}
