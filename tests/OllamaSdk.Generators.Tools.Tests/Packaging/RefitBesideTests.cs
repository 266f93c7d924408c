using System.Runtime.InteropServices;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Generators.Tools.Tests.Packaging;

/// <summary>The package beside interfaces that the user's own project leaves to Refit.</summary>
[Trait("Category", "Packaging")]
public class RefitBesideTests(PackedSdk sdk)
{
    private const string Program = """"
        using System.Net;
        using System.Text;
        using System.Text.Json.Serialization;
        using OllamaSdk;
        using Refit;

        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:9", Handler = new Canned("""{"version":"0.33.0"}""") });
        Console.WriteLine($"ours: {(await client.Api<IOllamaServerApi>().GetVersionAsync()).Version}");

        var own = RestService.ForGenerated<IWeatherApi>(
            new HttpClient(new Canned("""{"celsius":21}""")) { BaseAddress = new Uri("http://127.0.0.1:9") }, RefitSettings.ForJsonContext(Json.Default));
        Console.WriteLine($"own: {(await own.GetAsync("Lyon")).Celsius}");
        await foreach (var hour in own.GetHoursAsync("Lyon"))
        {
            Console.WriteLine($"hour: {hour.Celsius}");
        }

        public interface IWeatherApi
        {
            [Get("/weather/{city}")]
            Task<Weather> GetAsync(string city);

            [Get("/weather/{city}/hours")]
            IAsyncEnumerable<Weather> GetHoursAsync(string city);
        }

        public sealed record Weather([property: JsonPropertyName("celsius")] int Celsius);

        [JsonSerializable(typeof(Weather))]
        internal sealed partial class Json : JsonSerializerContext;

        internal sealed class Canned(string json) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = request.RequestUri!.AbsolutePath.EndsWith("hours", StringComparison.Ordinal)
                        ? new StringContent(json + "\n" + json, Encoding.UTF8, "application/x-ndjson")
                        : new StringContent(json, Encoding.UTF8, "application/json"),
                });
        }
        """";

    private static string References => $"""
        <PackageReference Include="OllamaSdk" Version="{PackedProjects.Version}" /><PackageReference Include="Refit" Version="16.4.0" />
        """;

    [Fact]
    public async Task Both_kinds_of_interfaces_work()
    {
        var folder = await sdk.Project("RefitBeside", "<OutputType>Exe</OutputType>", References, Program);

        AssertAll(await DotnetCommand.Run(folder, "run"));
    }

    [Fact]
    public async Task Both_kinds_of_interfaces_work_natively()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/gcc"), "Native publishing needs Linux with gcc here.");
        var folder = await sdk.Project(
            "RefitBesideNative",
            "<OutputType>Exe</OutputType><PublishAot>true</PublishAot><TrimmerSingleWarn>false</TrimmerSingleWarn><CppCompilerAndLinker>gcc</CppCompilerAndLinker>",
            References,
            Program);
        var output = Path.Combine(folder, "native");

        var said = await DotnetCommand.Run(folder, "publish", "-c", "Release", "-r", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "-o", output);

        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
        AssertAll(await RunAsync(Path.Combine(output, "RefitBesideNative")));
    }

    [Fact]
    public async Task The_package_takes_no_Refit_of_another_major_version()
    {
        var dependencies = await sdk.Dependencies("OllamaSdk", "Refit");

        Assert.Equal(2, dependencies.Count);
        Assert.All(dependencies, d => Assert.Equal("[16.4.0, 17.0.0)", d.Attribute("version")?.Value));
        // Refit's generator is for whoever writes interfaces; it must not come with this package by itself.
        Assert.All(dependencies, d => Assert.Equal("Build,Analyzers", d.Attribute("exclude")?.Value));
    }

    private static void AssertAll(string said)
    {
        Assert.Contains("ours: 0.33.0", said, StringComparison.Ordinal);
        Assert.Contains("own: 21", said, StringComparison.Ordinal);
        Assert.Contains("hour: 21", said, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string program)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
