using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>All libraries of a release in one program, outside the repository; all warnings are errors.</summary>
[Trait("Category", "Packaging")]
public sealed class TogetherTests(PackedLibraries packages)
{
    private const string Program = """
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using OllamaSdk;
        using OllamaSdk.Testing;

        using var emulator = new OllamaEmulator();
        var services = new ServiceCollection();
        var builder = services.AddOllama(options => options.DefaultModel = "demo");
        builder.ConfigurePrimaryHttpMessageHandler(() => emulator);
        builder.AddChatClient();
        await using var provider = services.BuildServiceProvider();

        var ollama = provider.GetRequiredService<OllamaClient>();
        Console.WriteLine($"client: {(await ollama.ChatAsync("hello")).Message.Content.Length > 0}");
        Console.WriteLine($"adapter: {(await provider.GetRequiredService<IChatClient>().GetResponseAsync("hello")).Text.Length > 0}");
        Console.WriteLine($"tool: {Tools.LlmTools[0].Name}");
        Console.WriteLine($"agent: {emulator.Requests[0].Headers["User-Agent"]}");

        internal static partial class Tools
        {
            /// <summary>Says a text again.</summary>
            [LlmTool]
            public static string Echo(string text) => text;
        }
        """;

    [Fact]
    public async Task They_restore_build_and_run()
    {
        string folder = await packages.Project("Together", "<OutputType>Exe</OutputType>", References(PackedProjects.Libraries), Program);

        Check(await DotnetCommand.Run(folder, "run"));
    }

    [Fact]
    public async Task Those_for_native_programs_publish_and_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && (Programs.Has("clang") || Programs.Has("gcc")), "Native publishing is tried where Linux has clang or gcc.");
        string folder = await packages.Project(
            "Native", "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>", References(PackedProjects.Libraries.Where(IsForNative)), Program);

        await DotnetCommand.Run(folder, ["publish", "--use-current-runtime", "-o", "out", .. Programs.Linker]);

        Check(await DotnetCommand.Run(Path.Combine(folder, "out", "Native"), folder, [], []));
    }

    private static void Check(string output)
    {
        Assert.Contains("client: True", output, StringComparison.Ordinal);
        Assert.Contains("adapter: True", output, StringComparison.Ordinal);
        Assert.Contains("tool: Echo", output, StringComparison.Ordinal);
        Assert.Contains($"agent: OllamaSdk/{PackedProjects.Version} (", output, StringComparison.Ordinal);
    }

    // The project of a library that is not says so.
    private static bool IsForNative(string library) =>
        !File.ReadAllText(Path.Combine(PackedProjects.Repository, "src", library, $"{library}.csproj")).Contains("<IsAotCompatible>false", StringComparison.Ordinal);

    private static string References(IEnumerable<string> libraries) =>
        string.Concat(libraries.Select(library => $"<PackageReference Include=\"{library}\" Version=\"{PackedProjects.Version}\" />"));
}
