using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>Talking with a model at a terminal.</summary>
public sealed class ConversationTests
{
    private const string CtrlC = "\u0003";
    private const string CtrlD = "\u0004";

    [Fact]
    public async Task Remembers_what_was_said_until_it_is_cleared()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var chat = await BeginAsync(server.Url.ToString(), "--system", "Be brief.");

        await SayAsync(chat, "first", "an answer");
        await SayAsync(chat, "second", "an answer");
        await SayAsync(chat, "/clear", "is forgotten");
        await SayAsync(chat, "/model other", "model: other");
        await SayAsync(chat, "/system \"\"", "system: none");
        await SayAsync(chat, "third", "an answer");
        await chat.TypeAsync(CtrlD);
        var result = await chat.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Be brief.|first", "Be brief.|first|an answer|second", "third"], server.Requests.Select(Contents));
        Assert.Equal(["tiny", "tiny", "other"], server.Requests.Select(request => request.Json().GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Several_lines_stand_between_quotes()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var chat = await BeginAsync(server.Url.ToString());

        await SayAsync(chat, "\"\"\"one", "... ");
        await SayAsync(chat, "two\"\"\"", "an answer");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        Assert.Equal("one\ntwo", Contents(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task A_text_between_quotes_is_no_command()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var chat = await BeginAsync(server.Url.ToString());

        await SayAsync(chat, "\"\"\"/bye", "... ");
        await SayAsync(chat, "or not\"\"\"", "an answer");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        Assert.Equal("/bye\nor not", Contents(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task A_picture_is_shown_again_when_its_question_was_stopped_before_any_answer()
    {
        await using var server = new ScriptedServer(
            connection => connection.HoldUntilClientClosesAsync(),
            connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var folder = new Folder();
        var picture = Path.Combine(folder.Path, "dot.png");
        await File.WriteAllBytesAsync(picture, [0x89, .. "PNG\r\n\u001a\n"u8], TestContext.Current.CancellationToken);
        using var chat = await BeginAsync(server.Url.ToString(), "--image", picture);

        await chat.TypeAsync("first\r");
        await server.WaitForRequestAsync();
        chat.Forget();
        await chat.TypeAsync(CtrlC);
        await chat.ReadUntilAsync("stopped");
        await chat.ReadUntilAsync(">>> ");
        await SayAsync(chat, "second", "an answer");
        await SayAsync(chat, "third", "an answer");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        Assert.Equal([1, 1, 1], server.Requests.Select(request => request.Json().GetProperty("messages").EnumerateArray().Count(message => message.TryGetProperty("images", out _))));
    }

    [Fact]
    public async Task Goes_on_with_a_conversation_that_was_kept()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var folder = new Folder();
        var (file, broken) = (Path.Combine(folder.Path, "chat.json"), folder.Write("broken.json", """{"messages":[null]}"""));
        using var chat = await BeginAsync(server.Url.ToString());

        await SayAsync(chat, "first", "an answer");
        await SayAsync(chat, $"/save {file}", "2 messages are kept");
        await SayAsync(chat, "/clear", "is forgotten");
        await SayAsync(chat, $"/load {broken}", "a message is null");
        await SayAsync(chat, $"/load {file}", "2 messages are loaded");
        await SayAsync(chat, "second", "an answer");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        Assert.Equal(["first", "first|an answer|second"], server.Requests.Select(Contents));
    }

    [Fact]
    public async Task Ctrl_C_stops_the_answer_and_not_the_program()
    {
        await using var server = new ScriptedServer(
            async connection =>
            {
                await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
                await connection.SendChunkAsync(Lines.Chat("half of it") + "\n");
                await connection.HoldUntilClientClosesAsync();
            },
            connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var chat = await BeginAsync(server.Url.ToString());

        await chat.TypeAsync("first\r");
        await chat.ReadUntilAsync("half of it");
        await chat.TypeAsync(CtrlC);
        await Guard.Within(server.Connections[0].ClientClosed, "the server noticing that the client left");
        await chat.ReadUntilAsync("stopped");
        await chat.ReadUntilAsync(">>> ");
        await SayAsync(chat, "second", "an answer");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        Assert.Equal("first|half of it|second", Contents(server.Requests[1]));
    }

    [Fact]
    public async Task Ctrl_C_twice_at_the_prompt_ends_the_program()
    {
        using var chat = await BeginAsync("http://127.0.0.1:9");

        await chat.TypeAsync(CtrlC);
        await chat.ReadUntilAsync("Ctrl+C again ends the program");
        await chat.TypeAsync(CtrlC);

        Assert.Equal(7, (await chat.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task What_fails_does_not_end_it()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("""{"error":"out of luck"}""", 400),
            connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var chat = await BeginAsync(server.Url.ToString());

        await SayAsync(chat, "first", "out of luck");
        await SayAsync(chat, "/nonsense", "There is no /nonsense");
        await SayAsync(chat, "/save", "/save needs a file");
        await SayAsync(chat, "/help", "/load FILE");
        await SayAsync(chat, "second", "an answer");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        Assert.Equal("second", Contents(server.Requests[1]));
    }

    private static async Task<CliProcess> BeginAsync(string url, params string[] args)
    {
        var chat = CliProcess.Start(CliStart.Terminal(url), ["chat", "-m", "tiny", .. args]);
        await chat.ReadUntilAsync(">>> ");
        return chat;
    }

    // Forgetting what was printed keeps an earlier answer from being taken for the next.
    private static async Task SayAsync(CliProcess chat, string text, string answer)
    {
        chat.Forget();
        await chat.TypeAsync(text + "\r");
        await chat.ReadUntilAsync(answer);
        await chat.ReadUntilAsync(answer.StartsWith("...", StringComparison.Ordinal) ? answer : ">>> ");
    }

    private static string Contents(ScriptedRequest request) =>
        string.Join('|', request.Json().GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()));
}
