using System.Text.Json;
using System.Text.RegularExpressions;
using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Chat;

/// <summary>Conversations that are kept by themselves.</summary>
public sealed partial class KeptConversationTests : IAsyncDisposable
{
    private readonly Folder _home = new();
    private readonly ScriptedServer _server = new(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));

    private string Kept => Path.Combine(_home.Path, "data", "conversations");

    private CliStart Start => new() { Host = _server.Url.ToString(), Home = _home.Path };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task A_talk_is_gone_on_with_where_it_ended_pictures_and_all()
    {
        var picture = Path.Combine(_home.Path, "dot.png");
        await File.WriteAllBytesAsync(picture, [0x89, .. "PNG\r\n\u001a\n"u8], TestContext.Current.CancellationToken);
        await using (var first = await Talk.BeginAsync(_server.Url.ToString(), _home, args: ["--system", "Be brief.", "--image", picture]))
        {
            await first.SayAsync("what is this?", "an answer");
            Assert.Equal(0, await first.LeaveAsync());
        }

        var file = Assert.Single(Directory.GetFiles(Kept));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Kept));
        }

        await using var second = PtyProgram.Start(Start, 80, 24, "chat", "--continue");
        await second.WaitForPromptAsync();
        Assert.Contains("Going on with 'what is this?', 2 messages", second.Screen.Text);
        Assert.Contains("Talking to tiny.", second.Screen.Text);
        await second.SayAsync("and now?", "an answer");
        Assert.Equal(0, await second.LeaveAsync());

        Assert.Equal([file], Directory.GetFiles(Kept));
        var messages = _server.Requests[^1].Json().GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["Be brief.", "what is this?", "an answer", "and now?"], messages.Select(message => message.GetProperty("content").GetString()));
        Assert.Single(messages[1].GetProperty("images").EnumerateArray());
    }

    [Fact]
    public async Task They_are_listed_the_newest_first_and_one_is_chosen_by_the_beginning_of_its_id()
    {
        Write("20260101-000000-aaaa", "the older one", "old-model", "2026-01-01T10:00:00Z");
        Write("20260202-000000-bbbb", "the newer \\u001b[2J one", "new-model", "2026-02-02T10:00:00Z");
        File.WriteAllText(Path.Combine(Kept, "20260303-000000-cccc.json"), "no conversation");
        File.WriteAllText(Path.Combine(Kept, "Other File.json"), "{}");

        var listed = (await CliProcess.RunAsync(Start, "chat", "--list", "--json")).Json().GetProperty("conversations").EnumerateArray().ToArray();
        Assert.Equal(["20260202-000000-bbbb", "20260101-000000-aaaa"], listed.Select(one => one.GetProperty("id").GetString()));
        Assert.Equal(["new-model", "old-model"], listed.Select(one => one.GetProperty("model").GetString()));
        Assert.Equal("2026-01-01T10:00:00+00:00", listed[1].GetProperty("updated").GetString());
        Assert.Equal("the older one", listed[1].GetProperty("title").GetString());

        var table = await CliProcess.RunAsync(Start, "chat", "--list");
        Assert.Equal(0, table.ExitCode);
        Assert.StartsWith("ID", table.Output);
        Assert.Matches(TableRow(), table.Output.Split('\n')[2]);
        Assert.DoesNotContain('\u001b', table.Output);

        await using var program = PtyProgram.Start(Start, 80, 24, "chat", "--resume", "20260101");
        await program.WaitForPromptAsync();
        Assert.Contains("Talking to old-model.", program.Screen.Text);
        await program.SayAsync("and now?", "an answer");
        Assert.Equal(0, await program.LeaveAsync());
        Assert.Equal("old-model", _server.Requests[^1].Json().GetProperty("model").GetString());
        Assert.Equal("the older one", (await CliProcess.RunAsync(Start, "chat", "--list", "--json")).Json().GetProperty("conversations")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task None_of_that_name_several_and_none_at_all_are_told()
    {
        Assert.Equal((0, ""), await ErrorOfAsync("chat", "--list", "--json"));
        Assert.Equal((2, "No conversation is kept yet"), await ErrorOfAsync("chat", "--continue"));
        Write("20260101-000000-aaaa", "one", "tiny", "2026-01-01T10:00:00Z");
        Write("20260101-000001-bbbb", "two", "tiny", "2026-01-01T10:00:00Z");

        Assert.Equal((2, "'20260101' begins 2 conversations"), await ErrorOfAsync("chat", "--resume", "20260101"));
        Assert.Equal((2, "There is no conversation '../../config'"), await ErrorOfAsync("chat", "--resume", "../../config"));
        Assert.Equal((2, "--continue goes on with a talk"), await ErrorOfAsync("chat", "--continue", "a question"));
        Assert.Equal((2, "--continue and --list do not go together."), await ErrorOfAsync("chat", "--continue", "--list"));
    }

    [Fact]
    public async Task The_newest_two_hundred_are_kept()
    {
        for (var number = 0; number < 205; number++)
        {
            Write($"20250101-{number:000000}-aaaa", "old", "tiny", "2025-01-01T10:00:00Z");
        }

        await using var program = await Talk.BeginAsync(_server.Url.ToString(), _home);
        await program.SayAsync("hello", "an answer");
        Assert.Equal(0, await program.LeaveAsync());

        var files = Directory.GetFiles(Kept).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(200, files.Length);
        Assert.Equal("20250101-000006-aaaa.json", files[0]);
    }

    [Fact]
    public async Task A_conversation_names_no_server_and_no_program()
    {
        Directory.CreateDirectory(Kept);
        File.WriteAllText(
            Path.Combine(Kept, "20260101-000000-aaaa.json"),
            """{"title":"x","model":"tiny","provider":"openai","base_url":"http://127.0.0.1:9","api_key":"k","mcp_servers":{"x":{"command":"touch","args":["/x"]}},"messages":[{"role":"user","content":"x"}]}""");
        await using var program = PtyProgram.Start(Start, 80, 24, "chat", "--continue");
        await program.WaitForPromptAsync();

        await program.SayAsync("hello", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Null(Assert.Single(_server.Requests).Header("Authorization"));
        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Kept)), TestContext.Current.CancellationToken));
        Assert.Equal(["title", "updated", "model", "messages"], kept.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_told_once_and_ends_nothing()
    {
        _home.Write("data", "a file where the folder should be");
        await using var program = await Talk.BeginAsync(_server.Url.ToString(), _home, columns: 160);

        await program.SayAsync("first", "an answer");
        await program.SayAsync("second", "an answer");

        Assert.Equal(0, await program.LeaveAsync());
        Assert.Single(program.Screen.Rows, row => row.Contains("the conversation cannot be kept:", StringComparison.Ordinal));
    }

    private void Write(string id, string title, string model, string updated)
    {
        Directory.CreateDirectory(Kept);
        var path = Path.Combine(Kept, id + ".json");
        File.WriteAllText(path, $$"""{"title":"{{title}}","updated":"{{updated}}","model":"{{model}}","messages":[{"role":"user","content":"{{title}}"}]}""");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(long.Parse(id.Replace("-", "")[..14], System.Globalization.CultureInfo.InvariantCulture) % 1_000_000_000));
    }

    private async Task<(int Code, string Error)> ErrorOfAsync(params string[] args)
    {
        await using var program = PtyProgram.Start(Start, 160, 24, args);
        var code = await program.EndAsync();
        var text = program.Screen.Text;
        return (code, code == 0 ? "" : Known.FirstOrDefault(text.Contains) ?? text);
    }

    private static readonly string[] Known =
    [
        "No conversation is kept yet", "'20260101' begins 2 conversations", "There is no conversation '../../config'", "--continue goes on with a talk",
        "--continue and --list do not go together.",
    ];

    [GeneratedRegex(@"^20260101-000000-aaaa  2026-01-0\d \d\d:\d\d  old-model  the older one\r?$")]
    private static partial Regex TableRow();
}
