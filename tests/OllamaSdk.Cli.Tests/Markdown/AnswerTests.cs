using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>Answers with Markdown, by the program: drawn on a terminal, as they came elsewhere.</summary>
public sealed class AnswerTests
{
    private const string Answer = "# Title\n\nSome **bold** text.\n\n- one\n- two\n\n```py\nx = 1\n```\n";

    [Theory]
    [InlineData("chat")]
    [InlineData("generate")]
    public async Task On_a_terminal_it_is_drawn(string command)
    {
        using var emulator = Emulator();
        await using var server = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var program = PtyProgram.Start(Start(server), 60, 24, command, "-m", "demo", "hello");

        Assert.Equal(0, await program.EndAsync());

        Assert.Equal($"Title\n\nSome bold text.\n\n• one\n• two\n\n── py {new string('─', 54)}\nx = 1\n{new string('─', 60)}", program.Screen.Text);
        Assert.True(program.Screen.StyleOf("bold").IsBold);
    }

    [Theory]
    [InlineData("--raw")]
    [InlineData("--no-color")]
    public async Task It_can_be_had_as_it_came(string flag)
    {
        using var emulator = Emulator();
        await using var server = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var program = PtyProgram.Start(Start(server), 60, 24, "chat", "-m", "demo", "hello", flag);

        Assert.Equal(0, await program.EndAsync());

        Assert.Equal(Answer.TrimEnd(), program.Screen.Text);
    }

    [Fact]
    public async Task A_pipe_gets_it_as_it_came()
    {
        using var emulator = Emulator();
        await using var server = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);

        var result = await CliProcess.RunAsync(Start(server), "chat", "-m", "demo", "hello");

        Assert.Equal(Answer, result.Output);
    }

    [Fact]
    public async Task A_narrow_terminal_gets_it_as_it_came()
    {
        using var emulator = Emulator();
        await using var server = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var program = PtyProgram.Start(Start(server), 15, 24, "chat", "-m", "demo", "hello");

        Assert.Equal(0, await program.EndAsync());

        Assert.StartsWith("# Title", program.Screen.Text);
    }

    [Fact]
    public async Task Thoughts_are_folded_into_a_line_or_shown_whole()
    {
        await using var server = await DemoServer.StartAsync();
        await using var folded = PtyProgram.Start(server.Start, 80, 24, "chat", "--think", "-m", "demo", "hello");
        await using var full = PtyProgram.Start(server.Start, 80, 24, "chat", "--think", "--think-full", "-m", "demo", "hello");
        Assert.Equal((0, 0), (await folded.EndAsync(), await full.EndAsync()));

        Assert.StartsWith("Thought for ", folded.Screen.Text);
        Assert.DoesNotContain("pretends to think", folded.Screen.Text);
        Assert.Contains("pretends to think", full.Screen.Text);
        Assert.Contains("You asked: \"hello\"", folded.Screen.Text);
    }

    private static OllamaEmulator Emulator()
    {
        var emulator = new OllamaEmulator();
        emulator.When("hello").Answer(Answer);
        return emulator;
    }

    private static CliStart Start(EmulatorListener server) => new() { Host = server.Endpoint };
}
