using OllamaSdk.ContractTests;
using OllamaSdk.TestKit.Packaging;
using OllamaSdk.Testing.Tests.Packaging;

[assembly: AssemblyFixture(typeof(PackedLibraries))]

namespace OllamaSdk.Testing.Tests.Packaging;

public sealed class PackedLibraries() : PackedProjects("Packages.proj");

/// <summary>The packages beside the SDK's own as users get them. Slow: it packs all of them and builds programs against two.</summary>
[Trait("Category", "Packaging")]
public class PackageTests(PackedLibraries packages)
{
    private const string Program = """
        using OllamaSdk;
        using OllamaSdk.OpenAI;
        using OllamaSdk.Testing;

        using var emulator = new OllamaEmulator();
        using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator, DefaultModel = "demo" });
        var native = await client.ChatAsync("hello");
        var other = await v1.ChatAsync("hello");
        Console.WriteLine($"same: {native.Message?.Content == other.Choices?[0].Message?.Content?.Text}");
        Console.WriteLine($"tool: {Tools.LlmTools[0].Name}");
        Console.WriteLine($"stubs: {WireMockStubs.WriteTo("stubs") == WireMockStubs.Files.Count && File.Exists("stubs/mappings/chat.json")}");

        internal static partial class Tools
        {
            /// <summary>Says a text again.</summary>
            [LlmTool]
            public static string Echo(string text) => text;
        }
        """;

    private const string Recorded = """
        using OllamaSdk;
        using OllamaSdk.Testing;

        using var server = new RecordedServer().Serve(new RecordedAnswer("chat") { Status = 503 }, "chat");
        using var client = new OllamaClient(server.Url);

        Console.WriteLine($"said: {(await client.ChatAsync("hello", "mine")).Message?.Content}");
        Console.WriteLine($"asked: {string.Join(' ', server.LogEntries.Select(e => $"{e.RequestMessage?.Path} {e.ResponseMessage?.StatusCode}"))}");
        Console.WriteLine($"tool: {Tools.LlmTools[0].Name}");

        internal static partial class Tools
        {
            /// <summary>Says a text again.</summary>
            [LlmTool]
            public static string Echo(string text) => text;
        }
        """;

    public static TheoryData<string> Libraries => [.. PackedProjects.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task A_package_holds_what_belongs_beside_the_library(string package)
    {
        var files = await packages.Files($"{package}.{PackedProjects.Version}.nupkg");
        var symbols = await packages.Files($"{package}.{PackedProjects.Version}.snupkg");

        string[] expected = ["README.md", "LICENSE", .. Both("dll"), .. Both("xml")];
        Assert.Superset(expected.ToHashSet(), files.ToHashSet());
        Assert.Superset(Both("pdb").ToHashSet(), symbols.ToHashSet());

        string[] Both(string ending) => [$"lib/net8.0/{package}.{ending}", $"lib/net10.0/{package}.{ending}"];
    }

    [Theory]
    [InlineData("OllamaSdk.Extensions", "OllamaSdk")]
    [InlineData("OllamaSdk.Extensions.AI", "OllamaSdk.Extensions")]
    [InlineData("OllamaSdk.Aspire", "OllamaSdk.Extensions.AI")]
    [InlineData("OllamaSdk.Extensions.Orleans", "OllamaSdk.Extensions")]
    [InlineData("OllamaSdk.Testing", "OllamaSdk")]
    [InlineData("OllamaSdk.Testing.WireMock", "OllamaSdk.Testing")]
    public async Task A_package_hands_the_tool_generator_on(string package, string from)
    {
        var dependencies = await packages.Dependencies(package, from);

        Assert.Equal(2, dependencies.Count);
        Assert.All(dependencies, dependency => Assert.Null(dependency.Attribute("exclude")));
    }

    [Fact]
    public async Task An_editor_is_told_of_the_schema_of_appsettings()
    {
        var files = await packages.Files($"OllamaSdk.Aspire.{PackedProjects.Version}.nupkg");
        var folder = await packages.Project(
            "Completed", "<OutputType>Exe</OutputType>", $"<PackageReference Include=\"OllamaSdk.Aspire\" Version=\"{PackedProjects.Version}\" />", "Console.WriteLine(nameof(OllamaSdk.Aspire.OllamaClientSettings));");

        Assert.Contains("ConfigurationSchema.json", files);
        await DotnetCommand.Run(folder, "restore");
        var segment = await DotnetCommand.Run(folder, "msbuild", "-getItem:JsonSchemaSegment");
        using var items = System.Text.Json.JsonDocument.Parse(segment);
        Assert.Contains(
            items.RootElement.GetProperty("Items").GetProperty("JsonSchemaSegment").EnumerateArray().Select(item => item.GetProperty("FullPath").GetString()),
            path => path!.Contains("ollamasdk.aspire", StringComparison.OrdinalIgnoreCase) && File.Exists(path));
    }

    [Fact]
    public async Task An_app_host_with_the_package_restores_and_builds_without_a_warning()
    {
        // All warnings are errors in the project: the pins must come with the package.
        var folder = await packages.Project(
            "Hosting",
            "<OutputType>Exe</OutputType>",
            $"<PackageReference Include=\"OllamaSdk.Aspire.Hosting\" Version=\"{PackedProjects.Version}\" />",
            """
            using Aspire.Hosting;

            var builder = DistributedApplication.CreateBuilder(args);
            builder.AddOllamaServer("ollama").WithDataVolume().AddModel("chat", "llama3.2");
            Console.WriteLine($"resources: {builder.Resources.Count}");
            """);

        Assert.Contains("resources: 2", await DotnetCommand.Run(folder, "run"));
    }

    [Fact]
    public async Task A_silo_with_the_package_restores_builds_and_knows_bulk_jobs()
    {
        // Without Orleans' own generator in the project, as with a package that is only used.
        var folder = await packages.Project(
            "Silo",
            "<OutputType>Exe</OutputType>",
            $"<PackageReference Include=\"OllamaSdk.Extensions.Orleans\" Version=\"{PackedProjects.Version}\" />",
            """
            using System.Net;
            using System.Net.Sockets;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            using OllamaSdk.BulkJobs;
            using Orleans.Hosting;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddLlmClient();
            builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()).AddMemoryGrainStorageAsDefault().AddLlmBulkJobs());
            using var host = builder.Build();
            await host.StartAsync();
            Console.WriteLine($"job: {await host.Services.GetRequiredService<LlmBulkJobs>().GetAsync("night") is null}");
            await host.StopAsync();

            static int FreePort()
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            """);

        Assert.Contains("job: True", await DotnetCommand.Run(folder, "run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_with_the_package_has_the_emulator_the_tools_and_the_stubs()
    {
        var folder = await packages.Project(
            "Emulated", "<OutputType>Exe</OutputType>", $"<PackageReference Include=\"OllamaSdk.Testing\" Version=\"{PackedProjects.Version}\" />", Program);

        var output = await DotnetCommand.Run(folder, "run");

        Assert.Contains("same: True", output);
        Assert.Contains("tool: Echo", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("stubs: True", output);
    }

    [Fact]
    public async Task Program_with_the_recordings_restores_without_a_warning_and_is_answered_in_two_lines()
    {
        // All warnings are errors in the project: the pin must come with the package.
        var folder = await packages.Project(
            "Recorded", "<OutputType>Exe</OutputType>", $"<PackageReference Include=\"OllamaSdk.Testing.WireMock\" Version=\"{PackedProjects.Version}\" />", Recorded);

        var output = await DotnetCommand.Run(folder, "run");

        Assert.Contains($"said: {Recording.Load("chat").Json.Text("message", "content")}", output);
        Assert.Contains("asked: /api/chat 503 /api/chat 200", output);
        Assert.Contains("tool: Echo", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, (await packages.Dependencies("OllamaSdk.Testing.WireMock", "Microsoft.IdentityModel.Protocols.OpenIdConnect")).Count);
    }
}
