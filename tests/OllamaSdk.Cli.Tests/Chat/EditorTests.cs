using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Chat;

/// <summary>The line editor, in a terminal.</summary>
public sealed class EditorTests : IAsyncDisposable
{
    private readonly Folder _home = new();
    private readonly ScriptedServer _server = new(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task What_is_typed_is_changed_until_it_is_sent()
    {
        await using var program = await BeginAsync();

        await program.TypeAsync("the sky is blue\u0001why \u001bf\u001bf\u001bd\u0005?\u001bb\u001bb\u0017");
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row] == ">>> why sky blue?" && screen.Cursor.Column == 8);
        await program.PressAsync(Key.Right, 4);
        await program.TypeAsync("is ");
        await program.Screen.WaitForAsync(">>> why sky is blue?");
        Assert.Equal(15, program.Screen.Cursor.Column);
        await program.SayAsync("", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["why sky is blue?"], Questions());
    }

    [Fact]
    public async Task A_pasted_text_is_one_question_whatever_it_holds()
    {
        await using var program = await BeginAsync();

        await program.PasteAsync("one\n\ttwo \u001b[2J\u0007\nthree");
        await program.Screen.WaitForAsync("... three");
        Assert.Empty(_server.Requests);
        Assert.Equal([">>> one", "...     two \uFFFD[2J\uFFFD", "... three"], program.Screen.Rows[(program.Screen.Cursor.Row - 2)..(program.Screen.Cursor.Row + 1)]);
        await program.SayAsync("!", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["one\n\ttwo \uFFFD[2J\uFFFD\nthree!"], Questions());
    }

    [Fact]
    public async Task New_lines_are_made_by_Alt_Enter_Shift_Enter_and_a_backslash()
    {
        await using var program = await BeginAsync();

        await program.TypeAsync("one\u001b\rtwo\u001b[13;2uthree\\\rfour");
        await program.Screen.WaitForAsync("... four");
        await program.SayAsync("", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["one\ntwo\nthree\nfour"], Questions());
    }

    [Fact]
    public async Task A_long_text_of_wide_letters_wraps_and_goes_on_in_a_terminal_that_changes()
    {
        await using var program = await BeginAsync(columns: 30, rows: 10);
        var text = string.Concat(Enumerable.Repeat("日本語e\u0301 ", 12));

        await program.TypeAsync(text + "end");
        await program.Screen.WaitForAsync("end");
        program.Resize(22, 10);
        await program.Screen.WaitForAsync(screen => screen.Columns == 22 && screen.Rows.All(row => row.Length <= 22) && screen.Text.EndsWith("end", StringComparison.Ordinal));
        await program.TypeAsync("!");
        await program.Screen.WaitForAsync("end!");
        await program.PressAsync(Key.Home);
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row].StartsWith(">>> 日本", StringComparison.Ordinal) && screen.Cursor.Column == 4);
        await program.SayAsync("", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal([text + "end!"], Questions());
    }

    [Fact]
    public async Task What_was_typed_is_there_in_the_next_talk_and_can_be_searched()
    {
        await using (var first = await BeginAsync())
        {
            await first.SayAsync("a question", "an answer");
            await first.TypeAsync("of two\u001b\rlines\r");
            await first.Screen.WaitForAsync(screen => screen.Rows.Count(row => row == "an answer") == 2);
            await first.WaitForPromptAsync();
            Assert.Equal(0, await first.LeaveAsync());
        }

        var history = Path.Combine(_home.Path, "data", "history");
        Assert.Equal("\"a question\"\n\"of two\\nlines\"\n", await File.ReadAllTextAsync(history, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(history));
        }

        await using var program = await BeginAsync();
        await program.PressAsync(Key.Up);
        await program.Screen.WaitForAsync("... lines");
        await program.CtrlAsync('r');
        await program.TypeAsync("quest");
        await program.Screen.WaitForAsync("(search 'quest') a question");
        await program.SayAsync("", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["a question", "of two\nlines", "a question"], Questions());
    }

    [Theory]
    [InlineData("--private")]
    [InlineData("--demo")]
    public async Task A_private_talk_and_a_trial_leave_nothing_behind(string option)
    {
        await using var program = PtyProgram.Start(new CliStart { Home = _home.Path, Host = option == "--demo" ? null : _server.Url.ToString() }, 80, 24, ["chat", option, .. option == "--demo" ? (string[])[] : ["-m", "tiny"]]);
        await program.WaitForPromptAsync();

        await program.TypeAsync("hello\r");
        await program.Screen.WaitForAsync(screen => screen.Rows.Any(row => row.Contains("tokens", StringComparison.Ordinal) || row == "an answer"));
        await program.WaitForPromptAsync();
        await program.PressAsync(Key.Up);
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row] == ">>> hello");
        await program.TypeAsync("\u0015");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.False(Directory.Exists(Path.Combine(_home.Path, "data")));
    }

    [Fact]
    public async Task Tab_completes_commands_models_and_files()
    {
        await using var server = await DemoServer.StartAsync();
        File.WriteAllText(Path.Combine(_home.Path, "notes one.txt"), "1");
        Directory.CreateDirectory(Path.Combine(_home.Path, "notebooks"));
        await using var program = await Talk.BeginAsync(server.Url, _home);

        await program.TypeAsync("/mo\t");
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row] == ">>> /model" && screen.Cursor.Column == 11);
        await program.TypeAsync("demo-d\t\r");
        await program.Screen.WaitForAsync("model: demo-decide");
        await program.WaitForPromptAsync();

        await program.TypeAsync($"/file {_home.Path}/no\t");
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row].EndsWith("/note", StringComparison.Ordinal));
        await program.TypeAsync("\t");
        await program.Screen.WaitForAsync(screen => screen.History.Contains("notebooks/", StringComparison.Ordinal) && screen.History.Contains("notes one.txt", StringComparison.Ordinal));
        await program.TypeAsync("s\t\r");
        await program.Screen.WaitForAsync("1 file goes with the next question.");
        await program.WaitForPromptAsync();

        Assert.Equal(0, await program.LeaveAsync());
    }

    [Fact]
    public async Task Ctrl_L_clears_the_screen_and_keeps_the_text()
    {
        await using var program = await BeginAsync();

        await program.TypeAsync("one\u001b\rtwo");
        await program.Screen.WaitForAsync("... two");
        await program.CtrlAsync('l');
        await program.Screen.WaitForAsync(screen => screen.Text == ">>> one\n... two");
        Assert.Equal((1, 7), program.Screen.Cursor);
    }

    [Fact]
    public async Task Ctrl_C_takes_the_text_away_and_twice_ends()
    {
        await using var program = await BeginAsync();

        await program.TypeAsync("a text");
        await program.Screen.WaitForAsync("a text");
        await program.CtrlAsync('c');
        await program.Screen.WaitForAsync("Ctrl+C again ends the program.");
        await program.WaitForPromptAsync();
        // Not again: something was typed.
        await program.TypeAsync("b");
        await program.CtrlAsync('c');
        await program.Screen.WaitForAsync(screen => screen.Rows.Count(row => row == "Ctrl+C again ends the program.") == 2);
        await program.CtrlAsync('c');

        Assert.Equal(7, await program.EndAsync());
        Assert.False(program.Screen.TakesBracketedPaste);
    }

    [Fact]
    public async Task What_is_typed_during_an_answer_is_not_shown_in_it_and_stands_at_the_next_prompt()
    {
        var goOn = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(Lines.Chat("half, ") + "\n");
            await connection.WaitForAsync(goOn);
            await connection.SendChunkAsync(Lines.Chat("whole") + "\n" + Lines.ChatEnd + "\n");
            await connection.EndChunksAsync();
        });
        await using var program = await Talk.BeginAsync(server.Url.ToString(), _home);

        await program.TypeAsync("first\r");
        await program.Screen.WaitForAsync("half,");
        await program.TypeAsync("second");
        goOn.SetResult();
        await program.Screen.WaitForAsync(">>> second");

        Assert.Contains("half, whole", program.Screen.Text);
        await program.CtrlAsync('u');
        await program.WaitForPromptAsync();
        Assert.Equal(0, await program.LeaveAsync());
    }

    [Fact]
    public async Task The_terminal_is_left_as_it_was_found_and_the_shell_s_prompt_on_a_line_of_its_own()
    {
        await using var program = PtyProgram.StartCommand(
            new CliStart { Host = _server.Url.ToString(), Home = _home.Path }, 80, 24,
            ["sh", "-c", """before=$(stty -g); "$@"; echo "code $?"; [ "$before" = "$(stty -g)" ] && echo the same""", "sh", .. CliProcess.CommandOf("chat", "-m", "tiny")]);
        await program.WaitForPromptAsync();

        await program.CtrlAsync('d');

        Assert.Equal(0, await program.EndAsync());
        Assert.EndsWith(">>>\ncode 0\nthe same", program.Screen.Text);
    }

    [Theory]
    [InlineData("xterm", true)]
    [InlineData("dumb", false)]
    public async Task Without_the_editor_lines_are_read_as_the_terminal_gives_them(string terminal, bool isPlain)
    {
        await using var program = PtyProgram.Start(
            new CliStart { Host = _server.Url.ToString(), Home = _home.Path, Variables = { ["TERM"] = terminal } }, 80, 24, ["chat", "-m", "tiny", .. isPlain ? new[] { "--plain" } : []]);
        await program.Screen.WaitForAsync(">>>");

        await program.TypeAsync("hello\r");
        await program.Screen.WaitForAsync("an answer");
        await program.TypeAsync("/bye\r");

        Assert.Equal(0, await program.EndAsync());
        Assert.DoesNotContain("\u001b[?2004h", program.Screen.Raw);
        Assert.Equal(["hello"], Questions());
    }

    private Task<PtyProgram> BeginAsync(int columns = 80, int rows = 24) => Talk.BeginAsync(_server.Url.ToString(), _home, columns, rows);

    private IEnumerable<string?> Questions() =>
        _server.Requests.Select(request => request.Json().GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString());
}
