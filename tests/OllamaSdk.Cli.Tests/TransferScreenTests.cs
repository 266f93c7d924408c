using System.Globalization;
using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>A transfer as a person sees it, in terminals of several sizes.</summary>
public sealed class TransferScreenTests
{
    private const string Success = """{"status":"success"}""";

    [Fact]
    public async Task Each_layer_has_a_line_and_the_whole_too_while_it_comes()
    {
        var go = new TaskCompletionSource();
        await using var server = Server(go, [Manifest, Layer('1', 400_000_000, 100_000_000), Layer('2', 600_000_000, 0)], [Success]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 80, 24, "pull", "m");

        await program.Screen.WaitForAsync("total");
        await program.Screen.WaitForAsync("222222222222");

        var rows = program.Screen.Rows;
        Assert.Matches("^111111111111  25% █+░+  100 MB of 400 MB", rows[0]);
        Assert.Matches("^222222222222   0% ░+  0 B of 600 MB$", rows[1]);
        Assert.Matches("^total         10% █+░+  100 MB of 1.0 GB", rows[2]);
        go.SetResult();
        Assert.Equal(0, await program.EndAsync());
        Assert.All(program.Screen.Rows[..3], row => Assert.Contains("100%", row));
        Assert.Equal("success", program.Screen.Rows[3]);
        Assert.Equal((4, 0), program.Screen.Cursor);
    }

    [Fact]
    public async Task A_finished_pull_says_so_though_the_server_never_did()
    {
        await using var server = Server(null, [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "PP1-layer-without-last-tick.ndjson"))]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 60, 24, "pull", "m");

        Assert.Equal(0, await program.EndAsync());
        Assert.Matches("^111111111111 100% █+  64 MB\n222222222222 100% █+  102 B\n333333333333 100% █+  59 B\ntotal        100% █+  64 MB\nsuccess$", program.Screen.Text);
    }

    [Fact]
    public async Task Rates_and_the_time_left_are_told()
    {
        // Two reports with some real time between them; the numbers are not looked at.
        var go = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(Layer('1', 400_000_000, 0) + "\n");
            await connection.WaitForAsync(go);
            await connection.SendChunkAsync(Layer('1', 400_000_000, 50_000_000) + "\n");
            await connection.WaitForAsync(end);
            await connection.SendChunkAsync(Success + "\n");
            await connection.EndChunksAsync();
        });
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 100, 24, "pull", "m");

        await program.Screen.WaitForAsync("total");
        go.SetResult();
        await program.Screen.WaitForAsync(screen => screen.Rows.Any(row => row.StartsWith("total", StringComparison.Ordinal) && row.Contains("B/s") && row.Contains(" left")), "a rate");
        end.SetResult();

        Assert.Equal(0, await program.EndAsync());
        Assert.DoesNotContain(" left", program.Screen.Text);
    }

    [Fact]
    public async Task What_was_there_before_is_told()
    {
        var go = new TaskCompletionSource();
        await using var server = Server(go, [Layer('1', 2_000_000_000, 1_500_000_000), Layer('2', 300_000_000, 300_000_000)], [Success]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 100, 24, "pull", "m");

        await program.Screen.WaitForAsync("resumed at 1.5 GB");
        await program.Screen.WaitForAsync("was there already");
        go.SetResult();

        Assert.Equal(0, await program.EndAsync());
        Assert.Contains(program.Screen.Rows, row => row.StartsWith("total", StringComparison.Ordinal) && row.EndsWith("2.3 GB, 1.8 GB were there already", StringComparison.Ordinal));
        var piped = await CliProcess.RunAsync("pull", "m", "-u", server.Url.ToString());
        Assert.Equal(
            ["pulling 111111111111 (2.0 GB), resumed at 1.5 GB", "pulling 222222222222 (300 MB), was there already", "success"],
            piped.Errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task There_may_be_more_layers_than_the_screen_has_lines()
    {
        var go = new TaskCompletionSource();
        var layers = "0123456789abcdef".Select(c => Layer(c, 1000, 10)).ToArray();
        await using var server = Server(go, layers, [.. "01".Select(c => Layer(c, 1000, 1000)), Layer('2', 1000, 20)], [Success]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 60, 8, "pull", "m");

        await program.Screen.WaitForAsync("and 12 more");
        go.SetResult();
        Assert.Equal(0, await program.EndAsync());

        var lines = program.Screen.History.Split('\n');
        Assert.Equal(18, lines.Length);
        Assert.All(lines[..17], line => Assert.Contains("100%", line));
        Assert.Equal(16, lines[..16].Select(line => line[..12]).Distinct().Count());
        Assert.Equal(["total", "success"], [lines[16][..5], lines[17]]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(10)]
    [InlineData(300)]
    public async Task A_line_never_wraps(int columns)
    {
        var go = new TaskCompletionSource();
        await using var server = Server(go, [Layer('1', 400_000_000, 100_000_000), Layer('2', 600_000_000, 200_000_000)], ["""{"status":"verifying sha256 digest of all the layers that there are"}""", Success]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, columns, 24, "pull", "m");

        await program.Screen.WaitForAsync(screen => screen.Rows[2].Contains("30%", StringComparison.Ordinal));
        go.SetResult();
        Assert.Equal(0, await program.EndAsync());

        Assert.Equal(4, program.Screen.Text.Split('\n').Length);
        Assert.Empty(program.Screen.Scrollback);
        Assert.All(program.Screen.Rows[..3], row => Assert.Contains("100%", row));
    }

    [Fact]
    public async Task The_width_is_that_of_the_terminal_though_the_output_goes_elsewhere()
    {
        await using var server = Server(null, [Layer('1', 400_000_000, 100_000_000)], [Success]);
        await using var program = PtyProgram.StartCommand(
            new CliStart { Host = server.Url.ToString() }, 30, 24, ["sh", "-c", "\"$@\" > /dev/null", "sh", .. CliProcess.CommandOf("pull", "m")]);

        Assert.Equal(0, await program.EndAsync());
        Assert.Equal(3, program.Screen.Text.Split('\n').Length);
    }

    [Fact]
    public async Task A_failure_leaves_what_was_reached_and_begins_a_line()
    {
        await using var server = Server(null, [Manifest, Layer('1', 400_000_000, 100_000_000)], ["""{"error":"disk full"}"""]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 80, 24, "pull", "m");

        Assert.Equal(5, await program.EndAsync());
        Assert.Matches("^111111111111  25% .*\ntotal         25% .*\nollama-sdk: .*disk full", program.Screen.Text);
    }

    [Fact]
    public async Task A_new_size_in_the_middle_is_heeded()
    {
        var go = new TaskCompletionSource();
        await using var server = Server(go, [Layer('1', 400_000_000, 100_000_000)], [Success]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 80, 24, "pull", "m");

        await program.Screen.WaitForAsync("total");
        program.Resize(30, 24);
        await program.Screen.WaitForAsync(screen => screen.Rows[1].Length < 30, "shorter lines");
        go.SetResult();

        Assert.Equal(0, await program.EndAsync());
        Assert.Equal(3, program.Screen.Text.Split('\n').Length);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_the_cursor_at_a_line_of_its_own()
    {
        var never = new TaskCompletionSource();
        await using var server = Server(never, [Layer('1', 400_000_000, 100_000_000)]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 80, 24, "pull", "m");

        await program.Screen.WaitForAsync("total");
        await program.CtrlAsync('c');

        Assert.Equal(7, await program.EndAsync());
        Assert.EndsWith("\nollama-sdk: interrupted", program.Screen.Text);
        Assert.True(program.Screen.IsCursorVisible);
    }

    [Fact]
    public async Task Files_that_are_sent_are_called_by_their_names()
    {
        using var folder = new Folder();
        folder.Write("model-00001-of-00002.safetensors", "one");
        await using var server = await DemoServer.StartAsync();
        await using var program = PtyProgram.Start(server.Start, 80, 24, "create", "mine", "--files", folder.Write("weights.gguf", "GGUF and more"));

        Assert.Equal(0, await program.EndAsync());
        Assert.Matches("^weights.gguf 100% ", program.Screen.Text);
        Assert.EndsWith("\nsuccess", program.Screen.Text);
    }

    [Fact]
    public async Task Push_is_shown_in_the_same_way()
    {
        await using var server = Server(null, ["""{"status":"retrieving manifest"}""", Layer('1', 400_000_000, 200_000_000, "pushing"), """{"status":"pushing manifest"}""", Success]);
        await using var program = PtyProgram.Start(new CliStart { Host = server.Url.ToString() }, 80, 24, "push", "me/m");

        Assert.Equal(0, await program.EndAsync());
        Assert.Matches("^111111111111 100% .*\ntotal        100% .*\nsuccess$", program.Screen.Text);
    }

    private const string Manifest = """{"status":"pulling manifest"}""";

    private static string Layer(char digit, long total, long completed, string verb = "pulling") => string.Create(
        CultureInfo.InvariantCulture, $$"""{"status":"{{verb}} {{new string(digit, 12)}}","digest":"sha256:{{new string(digit, 64)}}","total":{{total}},"completed":{{completed}}}""");

    // A first part, and the others when the test says so.
    private static ScriptedServer Server(TaskCompletionSource? go, params string[][] parts) => new(async connection =>
    {
        await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
        await connection.SendChunkAsync(string.Join('\n', parts[0]) + "\n");
        if (go is not null)
        {
            await connection.WaitForAsync(go);
        }

        foreach (var part in parts[1..])
        {
            await connection.SendChunkAsync(string.Join('\n', part) + "\n");
        }

        await connection.EndChunksAsync();
    });
}
