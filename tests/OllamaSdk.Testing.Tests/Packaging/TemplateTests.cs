using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>A newcomer on a new machine: <c>dotnet new</c>, then <c>dotnet run</c>. All warnings are errors in what is made.</summary>
[Trait("Category", "Packaging")]
public sealed class TemplateTests(PackedLibraries packages)
{
    // Nothing listens there.
    private const string Nowhere = "http://127.0.0.1:9";

    [Theory]
    [InlineData("chat", "> Why is the sky blue[?]\nThis is the OllamaSdk emulator, not a model[.]")]
    [InlineData("tools", "The model called Temperature, and was told: .+: 21 degrees\n.+")]
    public async Task A_program_answers_from_the_emulator_where_there_is_no_server_and_says_so(string template, string expected)
    {
        string folder = await MakeAsync(template, "Alone");

        string output = await RunAsync(folder, Nowhere);

        Assert.Matches(expected, output);
        Assert.Contains("the emulator answers, which is no model", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_asks_the_server_where_there_is_one()
    {
        using var server = new OllamaEmulator(new EmulatorOptions { Models = { new EmulatedModel("llama3.2") } });
        server.When("sky").Answer("Because of Rayleigh.");
        await using var listener = await server.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        string folder = await MakeAsync("chat", "Served");

        string output = await RunAsync(folder, listener.Endpoint);

        Assert.Contains("Because of Rayleigh.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("emulator", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_without_the_model_is_told_of()
    {
        using var server = new OllamaEmulator();
        await using var listener = await server.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        string folder = await MakeAsync("chat", "Modelless");

        string output = await RunAsync(folder, listener.Endpoint);

        Assert.Contains("run: ollama pull llama3.2", output, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Path == "/api/chat");
    }

    [Fact]
    public async Task The_API_streams()
    {
        string folder = await MakeAsync("api", "Service");
        await DotnetCommand.Run(folder, "build");

        using var api = new RunningProgram("dotnet", ["run", "--no-build", "--project", folder, "--", "--urls", "http://127.0.0.1:0"], ("OLLAMA_HOST", Nowhere));
        var address = new Uri((await api.LineAsync("Now listening on: ")).Split(' ')[^1]);
        using var http = new HttpClient { BaseAddress = address };
        using var answer = await http.GetAsync("chat?question=Why%20is%20the%20sky%20blue%3F", TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(text.Split("data: ").Length > 3, $"It came in one piece: {text}");
        Assert.Equal("Healthy", await http.GetStringAsync("health", TestContext.Current.CancellationToken));
    }

    private static Task<string> RunAsync(string folder, string server) =>
        DotnetCommand.Run("dotnet", Path.GetDirectoryName(folder)!, ["run", "--project", folder], [("OLLAMA_HOST", server)]);

    private async Task<string> MakeAsync(string template, string name)
    {
        string folder = await packages.Folder($"Template{name}{template}");
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];
        await DotnetCommand.Run(folder, ["new", "install", Path.Combine(packages.Packages, $"OllamaSdk.Templates.{PackedProjects.Version}.nupkg"), .. hive]);
        await DotnetCommand.Run(folder, ["new", $"ollamasdk-{template}", "-o", name, .. hive]);

        string made = Path.Combine(folder, name);
        // Its project has its name, and nothing of the template is left in it.
        Assert.True(File.Exists(Path.Combine(made, $"{name}.csproj")));
        Assert.Contains($"Version=\"{PackedProjects.Version}\"", await File.ReadAllTextAsync(Path.Combine(made, $"{name}.csproj"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(made, ".template.config")));
        return made;
    }
}
