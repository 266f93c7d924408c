using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>The command line as a .NET tool: a native program where there is one for the system, else one that runs on .NET.</summary>
[Trait("Category", "Packaging")]
public sealed class ToolTests(PackedLibraries packages)
{
    [Fact]
    public async Task Where_there_is_a_native_program_it_is_installed_and_runs()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && (Programs.Has("clang") || Programs.Has("gcc")),
            "The native program is packed where it is for this system, Linux on x64 with clang or gcc; for other systems .github/workflows/release.yml packs it there.");
        string package = await packages.Tool("linux-x64", Programs.Linker);
        string folder = await packages.Folder("NativeTool");

        await DotnetCommand.Run(folder, "tool", "install", "OllamaSdk.Cli", "--version", PackedProjects.Version, "--source", packages.Packages, "--tool-path", folder);
        string tool = Path.Combine(folder, "ollama-sdk");

        Assert.Equal($"ollama-sdk {PackedProjects.Version}\n", await DotnetCommand.Run(tool, folder, ["version"], []));
        Assert.Contains("emulator", await DotnetCommand.Run(tool, folder, ["chat", "--demo", "Why is the sky blue?"], []), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"demo:latest\"", await DotnetCommand.Run(tool, folder, ["models", "--demo", "--json"], []), StringComparison.Ordinal);
        await DotnetCommand.Run(tool, folder, ["stubs", "stubs"], []);
        Assert.Equal(WireMockStubs.Files.Count, Directory.GetFiles(Path.Combine(folder, "stubs"), "*", SearchOption.AllDirectories).Length);
        // The program and what the dotnet command reads, and no more: no symbols, nothing managed.
        Assert.Equal(
            ["tools/any/linux-x64/DotnetToolSettings.xml", "tools/any/linux-x64/ollama-sdk"],
            (await packages.Files(package)).Where(file => file.StartsWith("tools/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Elsewhere_it_runs_on_this_and_on_a_later_NET()
    {
        string package = await packages.Tool("any");
        string folder = await packages.Folder("ManagedTool");
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(packages.Packages, package), folder, TestContext.Current.CancellationToken);
        string program = Path.Combine(folder, "tools", "net10.0", "any", "ollama-sdk.dll");

        string version = await DotnetCommand.Run(folder, program, "version");
        string answer = await DotnetCommand.Run(folder, program, "chat", "--demo", "Why is the sky blue?");
        using var runtime = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(program, "runtimeconfig.json"), TestContext.Current.CancellationToken));

        Assert.Equal($"ollama-sdk {PackedProjects.Version}\n", version);
        Assert.Contains("emulator", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Major", runtime.RootElement.GetProperty("runtimeOptions").GetProperty("rollForward").GetString());
        Assert.DoesNotContain(await packages.Files(package), file => file.Contains("Sbom.", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal));
    }

    /// <summary>Whoever installs it names no system.</summary>
    [Fact]
    public async Task Its_package_names_those_of_the_systems()
    {
        string settings = System.Text.Encoding.UTF8.GetString(await packages.Read($"OllamaSdk.Cli.{PackedProjects.Version}.nupkg", "tools/any/any/DotnetToolSettings.xml"));

        Assert.All(
            (string[])["linux-x64", "linux-arm64", "win-x64", "osx-arm64", "any"],
            runtime => Assert.Contains($"RuntimeIdentifier=\"{runtime}\" Id=\"OllamaSdk.Cli.{runtime}\"", settings, StringComparison.Ordinal));
    }
}
