using OllamaSdk.Cli.Tests.Golden;
using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests;

/// <summary>Terminals that are simple, narrow or very wide, and people who have them read aloud.</summary>
public sealed class PlainTerminalTests
{
    // .NET sets the keyboard's mode when it first touches a terminal, whatever is printed.
    private const string KeyboardMode = "\u001b[?1h\u001b=";

    private static readonly GoldenCase[] s_cases = [.. GoldenCases.All.Where(one => !one.IsEndless && one.Host is null && one.Files.Count == 0 && one.Input.Length == 0 && one.HasJson)];

    public static TheoryData<string> Commands => [.. s_cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Plain_output_is_lines_of_words(string name)
    {
        foreach (var (flags, term) in ((string[], string)[])[(["--plain"], "xterm-256color"), ([], "dumb")])
        {
            var screen = await RunAsync(name, 80, 24, term, flags);

            var raw = screen.Raw.Replace(KeyboardMode, "", StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', raw);
            Assert.DoesNotContain('\b', raw);
            Assert.DoesNotContain(raw.Replace("\r\n", "\n", StringComparison.Ordinal), c => c is '\r' or (>= '\u2500' and <= '\u259f') or (>= '\u2800' and <= '\u28ff'));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_narrow_terminal_and_a_very_wide_one_are_enough(string name)
    {
        foreach (var (columns, rows) in ((int, int)[])[(20, 5), (500, 50)])
        {
            var screen = await RunAsync(name, columns, rows, "xterm-256color");

            Assert.Empty(screen.Unknown);
            Assert.NotEqual("", screen.History);
        }
    }

    [Fact]
    public async Task Help_can_be_read_in_twenty_columns()
    {
        await using var program = PtyProgram.Start(new CliStart(), 20, 20, "--help");

        Assert.Equal(0, await program.EndAsync());
        Assert.Contains("chat", program.Screen.History);
    }

    [Theory]
    [InlineData(200, "--plain")]
    [InlineData(24)]
    public async Task A_table_becomes_lines_with_names(int columns, params string[] flags)
    {
        var screen = await RunAsync("models", columns, 60, "xterm-256color", flags);

        Assert.StartsWith("NAME: demo:latest\nSIZE: 1 MB\nMODIFIED: 2", screen.Text);
        Assert.Contains("\n\nNAME: demo-embed:latest\n", screen.Text);
    }

    [Fact]
    public async Task What_a_model_is_becomes_lines_with_names()
    {
        var screen = await RunAsync("show", 80, 60, "xterm-256color", "--plain");

        Assert.StartsWith("demo\nfamily: emulator\n", screen.Text);
    }

    [Fact]
    public async Task A_wait_is_told_in_words()
    {
        await using var server = await DemoServer.StartAsync();
        await using var program = PtyProgram.Start(server.Start, 80, 24, "embed", "-m", "demo-embed", "sky", "--plain");

        Assert.Equal(0, await program.EndAsync());
        Assert.Equal("Waiting for demo-embed", program.Screen.Rows[0]);
    }

    [Fact]
    public async Task A_transfer_is_told_by_tenths()
    {
        var screen = await RunAsync("pull", 80, 40, "xterm-256color", "--plain");

        Assert.Matches("^pulling manifest\npulling 492e178f4bb9 \\(4.0 GB\\)\n12%, 500 MB of 4.0 GB.*\n25%, 1.0 GB of 4.0 GB.*\n", screen.Text);
        Assert.EndsWith("\nsuccess", screen.Text);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public async Task A_variable_makes_all_of_it_plain(string value, bool isPlain)
    {
        await using var server = await DemoServer.StartAsync();
        var start = server.Start;
        start.Variables["LLM_CLIENT_PLAIN"] = value;
        await using var program = PtyProgram.Start(start, 100, 24, "models");

        Assert.Equal(0, await program.EndAsync());
        Assert.Equal(isPlain, program.Screen.Text.StartsWith("NAME: ", StringComparison.Ordinal));
    }

    private static async Task<Screen> RunAsync(string name, int columns, int rows, string term, params string[] more)
    {
        using var folder = new Folder();
        var one = s_cases.Single(one => one.Name == name);
        await using var server = await DemoServer.StartAsync(new OllamaAccount { Name = "someone" });
        foreach (var before in one.Before)
        {
            await CliProcess.RunAsync(new CliStart { Host = server.Url, Home = folder.Path }, before);
        }

        // What is set here is no other test's.
        var start = new CliStart { Host = server.Url, Home = folder.Path, Variables = { ["TERM"] = term } };
        await using var program = PtyProgram.Start(start, columns, rows, [.. one.Args.Select(arg => arg.Replace("DIR", folder.Path, StringComparison.Ordinal)), .. more]);
        var exitCode = await program.EndAsync();

        Assert.True(exitCode == 0, program.Screen.Show());
        return program.Screen;
    }
}
