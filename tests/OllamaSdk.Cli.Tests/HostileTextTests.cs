using OllamaSdk.Cli.Tests.Golden;
using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>
/// Text from elsewhere never moves the cursor, sets a title, asks the terminal a question, turns letters round or hides: every command, against a server whose
/// every text tries to; and with names from the user that do.
/// </summary>
public sealed class HostileTextTests
{
    private const string Evil = HostileServer.Evil;

    // Each needs a letter, or a byte, that the program itself never prints.
    private static readonly string[] s_never =
    [
        "\u001b]", "\u001b[2J", "\u001b[1;1H", "\u001b[6n", "\u001bc", "\u001bP", "\b", "\u007f", "\u0090", "\u009b", "\u009c", "\u009d", "\u202e", "\u2066", "\u0007",
    ];

    public static TheoryData<string> Commands => [.. GoldenCases.All.Where(one => !one.IsEndless && one.Host is null && one.Files.Count == 0 && one.HasJson && one.Name != "generate-schema" && !one.Name.StartsWith("failure", StringComparison.Ordinal)).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_server_cannot_steer_the_terminal(string name)
    {
        using var folder = new Folder();
        var one = GoldenCases.All.Single(one => one.Name == name);
        // Without input of its own it would wait for what is typed.
        string[] args = [.. one.Args.Select(arg => arg.Replace("DIR", folder.Path, StringComparison.Ordinal)), .. one.Input.Length > 0 ? [one.Input] : Array.Empty<string>()];
        // A name that holds control characters is one that the SDK refuses to ask for.
        string[] model = one.Command switch { "chat" or "generate" => ["-m", "demo"], "embed" => ["-m", "demo-embed"], _ => [] };
        foreach (var more in (string[][])[[], ["--verbose"], ["--plain"], ["--json"]])
        {
            await using var server = new HostileServer();
            foreach (var before in one.Before)
            {
                await CliProcess.RunAsync(new CliStart { Host = server.Url, Home = folder.Path }, before);
            }

            await using var program = PtyProgram.Start(new CliStart { Host = server.Url, Home = folder.Path }, 100, 40, [.. args, .. model, .. more]);
            var exitCode = await program.EndAsync();

            Assert.True(exitCode == 0, program.Screen.Show());
            AssertHarmless(program.Screen);
        }
    }

    // § stands for what is evil.
    public static TheoryData<string> Named =>
    [
        "show x§", "copy demo§ mine§", "delete demo§", "load demo§", "unload demo§", "chat -m x§ hello", "generate -m x§ hello", "embed -m demo-embed§ hello", "pull x§", "push x§",
        "create x§ --from y§", "x§", "models --§", "models -p x§", "models -u http://§", "models --config x§", "chat -m demo @x§", "chat --image x§ hello", "stubs /proc/x§",
        "speak -m demo -o /proc/x§ hello", "web-fetch http://x§", "decide -m demo-decide --choice t§=What§?|a§|b§ text", "create x --files x§", "chat --format x§ hello", "chat --timeout x§ hello",
        "chat --think=§ hello", "completion §", "usage --range §",
    ];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Names_cannot_neither(string command)
    {
        string[] args = [.. command.Split(' ').Select(word => word.Replace("§", Evil, StringComparison.Ordinal))];
        await using var server = new HostileServer();
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url }, 100, 40, args);

        await program.EndAsync();

        AssertHarmless(program.Screen);
        Assert.NotEqual("", program.Screen.Text);
    }

    [Theory]
    [InlineData("chat", "hello")]
    [InlineData("models")]
    [InlineData("show", "demo")]
    [InlineData("pull", "demo")]
    [InlineData("decide", "-m", "demo-decide", "--yes-no", "Is it?", "text")]
    public async Task Neither_can_a_refusal(params string[] args)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync($$"""{"error":"no {{System.Text.Json.JsonEncodedText.Encode(Evil)}}"}""", 400));
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 100, 40, [.. args, "--verbose"]);

        Assert.Equal(5, await program.EndAsync());
        AssertHarmless(program.Screen);
        Assert.Contains("no ", program.Screen.Text);
    }

    [Fact]
    public async Task A_table_stays_whole()
    {
        await using var server = new HostileServer();
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url }, 200, 40, "models");

        Assert.Equal(0, await program.EndAsync());

        var lines = program.Screen.Text.Split('\n');
        Assert.Single(lines.Select(line => line.Length).Distinct());
        Assert.All(lines[3..^1], line => Assert.Matches("^│ demo.*│$", line));
    }

    [Fact]
    public async Task A_file_and_a_pipe_get_what_was_sent()
    {
        await using var server = new HostileServer();

        var result = await CliProcess.RunAsync(new CliStart { Host = server.Url }, "chat", "-m", "demo", "hello");

        Assert.Contains(Evil, result.Output);
    }

    private static void AssertHarmless(Screen screen)
    {
        Assert.Equal("", screen.Title);
        Assert.Equal(0, screen.Bells);
        Assert.Empty(screen.Unknown);
        Assert.Empty(s_never.Where(one => screen.Raw.Contains(one, StringComparison.Ordinal)).Select(one => $"{(int)one[0]:x} {one.Length}"));
    }
}
