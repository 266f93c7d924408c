using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Tests;

/// <summary>What servers know since 0.40: several forms of a model, levels of thinking of its own, speech.</summary>
public sealed class NewerServerTests
{
    private static readonly EmulatedModel[] Twin =
    [
        new("twin") { Runner = "mlx", Capabilities = [ModelCapability.Completion, ModelCapability.Thinking], Thinking = new() { Values = [Think.Off, "deep"], Default = "deep" } },
        new("twin") { Runner = "llamacpp" },
    ];

    private static readonly EmulatedModel Thinker = new("thinker")
    {
        Capabilities = [ModelCapability.Completion, ModelCapability.Thinking],
        Thinking = new() { Values = [Think.Off, "deep"] },
    };

    [Fact]
    public async Task A_form_is_shown_by_its_runner_and_the_others_are_named()
    {
        await using var server = await DemoServer.StartAsync(null, null, Twin);

        var chosen = await CliProcess.RunAsync(server.Start, "show", "twin");
        var other = await CliProcess.RunAsync(server.Start, "show", "twin", "--runner", "mlx");
        var none = await CliProcess.RunAsync(server.Start, "show", "twin", "--runner", "ggml");

        Assert.Matches("runner +llamacpp", chosen.Output);
        Assert.Matches("forms +(mlx, llamacpp|llamacpp, mlx)", chosen.Output);
        Assert.Matches("runner +mlx", other.Output);
        Assert.Matches("thinks +false, deep \\(by itself\\)", other.Output);
        Assert.Equal(5, none.ExitCode);
        Assert.Contains("no compatible manifest found", none.Errors);
    }

    [Fact]
    public async Task Lists_tell_the_forms_apart()
    {
        await using var server = await DemoServer.StartAsync(null, null, Twin);
        await CliProcess.RunAsync(server.Start, "load", "twin");

        var models = await CliProcess.RunAsync(server.Start, "models");
        var running = await CliProcess.RunAsync(server.Start, "ps");

        Assert.Matches("twin:latest +mlx", models.Output);
        Assert.Matches("twin:latest +llamacpp", models.Output);
        Assert.Matches("twin:latest .* llamacpp", running.Output);
    }

    [Theory]
    [InlineData("ollama", "")]
    [InlineData("ollama-v1", "/v1")]
    public async Task A_level_that_the_model_does_not_know_is_refused(string provider, string path)
    {
        await using var server = await DemoServer.StartAsync(null, null, Thinker);
        string[] Ask(string level) => ["generate", "-p", provider, "-u", $"{server.Url}{path}", "-m", "thinker", level, "hello"];

        var known = await CliProcess.RunAsync(Ask("--think=deep"));
        var unknown = await CliProcess.RunAsync(Ask("--think=shallow"));

        Assert.Equal(0, known.ExitCode);
        Assert.Equal(5, unknown.ExitCode);
        Assert.Contains("it knows: false, deep", unknown.Errors);
        Assert.Equal("", unknown.Output);
    }

    [Fact]
    public async Task A_new_model_can_be_given_abilities()
    {
        await using var server = await DemoServer.StartAsync();

        var created = await CliProcess.RunAsync(server.Start, "create", "judge", "--from", "demo", "--capability", "decision", "--capability", "vision");
        var shown = await CliProcess.RunAsync(server.Start, "show", "judge");

        Assert.Equal(0, created.ExitCode);
        Assert.Contains("thinking, decision, vision", shown.Output);
    }

    [Fact]
    public async Task A_text_is_spoken_into_a_file_or_a_pipe()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "hello.wav");

        var written = await CliProcess.RunAsync("speak", "--demo", "-m", "demo", "--voice", "Freya", "-o", path, "--json", "hello");
        var piped = await CliProcess.RunAsync(new CliStart { Input = "hello" }, "speak", "--demo", "-m", "demo");
        var refused = await CliProcess.RunAsync("speak", "--demo", "-m", "demo", "--voice", "freya", "-o", Path.Combine(folder.Path, "none.wav"), "hello");

        Assert.Equal(path, written.Json().GetProperty("destination").GetString());
        Assert.StartsWith("RIFF", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.StartsWith("RIFF", piped.Output);
        Assert.Equal(5, refused.ExitCode);
        Assert.False(File.Exists(Path.Combine(folder.Path, "none.wav")));
    }
}
