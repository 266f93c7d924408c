using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Chat;

/// <summary>What begins with a slash, in a talk.</summary>
public sealed class SlashCommandTests : IAsyncDisposable
{
    private readonly Folder _home = new();
    private readonly List<string> _answers = ["one", "two", "three", "four"];
    private readonly ScriptedServer _server;

    public SlashCommandTests() => _server = new ScriptedServer(connection =>
    {
        var answer = _answers[0];
        _answers.RemoveAt(0);
        return answer == "fails" ? connection.RespondJsonAsync("""{"error":"out of luck"}""", 400) : connection.RespondNdjsonAsync(Lines.Chat(answer), Lines.ChatEnd);
    });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Retry_asks_the_last_question_again_and_forgets_its_answer()
    {
        await using var program = await BeginAsync();

        await program.SayAsync("/retry", "/retry: nothing was asked yet.");
        await program.SayAsync("first", "one");
        await program.SayAsync("second", "two");
        await program.SayAsync("/retry", "three");
        await program.SayAsync("third", "four");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["first", "first|one|second", "first|one|second", "first|one|second|three|third"], Asked());
    }

    [Fact]
    public async Task A_question_that_failed_can_be_asked_again_and_one_answer_is_not_lost_by_it()
    {
        (_answers[1], _answers[2]) = ("fails", "three");
        await using var program = await BeginAsync();

        await program.SayAsync("first", "one");
        await program.SayAsync("second", "out of luck");
        await program.SayAsync("/retry", "three");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["first", "first|one|second", "first|one|second"], Asked());
    }

    [Fact]
    public async Task Edit_changes_the_last_question()
    {
        await using var program = await BeginAsync();

        await program.SayAsync("first", "one");
        await program.TypeAsync("/edit\r");
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row] == ">>> first" && screen.Rows.Count(row => row == ">>> first") == 2);
        await program.SayAsync(" of all", "two");
        // Who sends something else has left it.
        await program.TypeAsync("/edit\r");
        await program.Screen.WaitForAsync(screen => screen.Rows[screen.Cursor.Row] == ">>> first of all" && screen.Rows.Count(row => row == ">>> first of all") == 2);
        await program.TypeAsync("\u0015/model other\r");
        await program.Screen.WaitForAsync("model: other");
        await program.WaitForPromptAsync();
        await program.SayAsync("second", "three");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(["first", "first of all", "first of all|two|second"], Asked());
    }

    [Fact]
    public async Task A_file_and_a_picture_go_with_the_next_question_alone()
    {
        var file = _home.Write("some notes.txt", "a ``` b\nc\n");
        var (picture, binary) = (Path.Combine(_home.Path, "dot.png"), Path.Combine(_home.Path, "binary"));
        await File.WriteAllBytesAsync(picture, [0x89, .. "PNG\r\n\u001a\n"u8], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(binary, [0xFF, 0, 1], TestContext.Current.CancellationToken);
        await using var program = await BeginAsync(columns: 200);

        await program.SayAsync($"/file '{file}'", "1 file goes with the next question.");
        await program.SayAsync($"/image {picture}", "1 picture goes with the next question.");
        await program.SayAsync($"/file {binary}", "is no text in UTF-8.");
        await program.SayAsync($"/file {_home.Path}/none", "The file cannot be read");
        await program.SayAsync("first", "one");
        await program.SayAsync("second", "two");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal("first\n\nsome notes.txt:\n````\na ``` b\nc\n````", Asked().First());
        Assert.Equal("second", Asked().Last().Split('|')[^1]);
        Assert.Equal([true, true], _server.Requests.Select(request => request.Json().GetProperty("messages")[0].TryGetProperty("images", out _)));
        Assert.False(_server.Requests[1].Json().GetProperty("messages")[2].TryGetProperty("images", out _));
    }

    [Fact]
    public async Task A_talk_is_written_for_people_and_for_programs()
    {
        _answers[0] = "# Title\\n\\ntext";
        var (markdown, json) = (Path.Combine(_home.Path, "talk.md"), Path.Combine(_home.Path, "talk.json"));
        await using var program = await BeginAsync(columns: 200, args: ["--system", "Be brief."]);

        await program.SayAsync("first\u001b\r\u001b\rof all", "text");
        await program.SayAsync("/export talk.txt", "/export needs a file that ends in .md or .json.");
        await program.SayAsync($"/export {markdown}", "2 messages are written to");
        await program.SayAsync($"/export {json}", "talk.json");
        await program.SayAsync("/clear", "What was said is forgotten.");
        await program.SayAsync($"/load {json}", "2 messages are loaded; model: tiny");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal(
            "# first of all\n\n## Instructions\n\nBe brief.\n\n## You\n\nfirst\n\nof all\n\n## tiny\n\n# Title\n\ntext\n",
            await File.ReadAllTextAsync(markdown, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Help_lists_every_command_and_raw_shows_what_the_model_wrote()
    {
        _answers[0] = _answers[1] = "**bold**";
        await using var program = await BeginAsync(rows: 60);

        await program.SayAsync("/help", "Up, Ctrl+R");
        foreach (var command in (string[])["/model", "/system", "/image", "/file", "/tools", "/retry", "/edit", "/raw", "/save", "/load", "/export", "/clear", "/help", "/bye"])
        {
            Assert.Contains(program.Screen.Rows, row => row.StartsWith(command, StringComparison.Ordinal));
        }

        await program.SayAsync("first", "bold");
        Assert.Contains("bold", program.Screen.Rows);
        await program.SayAsync("/raw", "Answers are shown as the model writes them.");
        await program.SayAsync("second", "**bold**");

        Assert.Equal(0, await program.LeaveAsync());
    }

    private Task<PtyProgram> BeginAsync(int columns = 80, int rows = 24, string[]? args = null) =>
        Talk.BeginAsync(_server.Url.ToString(), _home, columns, rows, args: args ?? []);

    private IEnumerable<string> Asked() => _server.Requests.Select(request =>
        string.Join('|', request.Json().GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString())));
}
