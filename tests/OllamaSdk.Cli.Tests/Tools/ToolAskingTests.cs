namespace OllamaSdk.Cli.Tests.Tools;

/// <summary>Who sits at a terminal is asked before each call.</summary>
public sealed class ToolAskingTests
{
    private const string Question = "Run calculator?";
    private const string CtrlC = "\u0003";

    [Theory]
    [InlineData("y", "0.3", "yes")]
    [InlineData("xn", "did not allow", "no")]
    [InlineData("\u001b", "did not allow", "no")]
    public async Task A_key_decides(string keys, string modelReads, string shown)
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        server.Emulator.When("how much").CallTool("calculator", """{"expression":"0.1 + 0.2"}""");
        server.Emulator.When(modelReads).Answer("Answered.");
        using var process = CliProcess.Start(home.Start(server, inTerminal: true), "generate", "--tools", "calculator", "how much?");

        await process.ReadUntilAsync(Question);
        await process.TypeAsync(keys);
        await process.ReadUntilAsync("Answered.");

        var result = await process.EndAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("tool: calculator {\"expression\":\"0.1 + 0.2\"}", result.Output);
        Assert.Contains($"in this talk: {shown}", result.Output);
    }

    [Fact]
    public async Task Always_is_for_this_tool_in_this_talk()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        server.Emulator.When("first").CallTools(("calculator", """{"expression":"40 + 1"}"""), ("calculator", """{"expression":"40 + 2"}"""), ("time", "{}"));
        server.Emulator.When("did not allow").Answer("One.");
        server.Emulator.When("second").CallTool("calculator", """{"expression":"40 + 3"}""");
        server.Emulator.When("43").Answer("Two.");
        server.Emulator.When("third").CallTool("calculator", """{"expression":"40 + 4"}""");
        using var chat = CliProcess.Start(home.Start(server, inTerminal: true), "chat", "-m", "demo", "--tools", "calculator,time");
        await chat.ReadUntilAsync(">>> ");

        await chat.TypeAsync("first\r");
        await chat.ReadUntilAsync(Question);
        await chat.TypeAsync("a");
        await chat.ReadUntilAsync("gives: 42");
        await chat.ReadUntilAsync("Run time?");
        await chat.TypeAsync("n");
        await chat.ReadUntilAsync("One.");
        await chat.ReadUntilAsync(">>> ");
        chat.Forget();
        await chat.TypeAsync("second\r");
        await chat.ReadUntilAsync("Two.");
        await chat.ReadUntilAsync(">>> ");
        chat.Forget();
        await chat.TypeAsync("/clear\r");
        await chat.ReadUntilAsync(">>> ");
        await chat.TypeAsync("third\r");
        await chat.ReadUntilAsync(Question);
        await chat.TypeAsync(CtrlC);
        await chat.ReadUntilAsync("stopped");
        await chat.ReadUntilAsync(">>> ");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task What_the_talk_goes_on_with_has_the_calls_and_their_results()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        server.Emulator.When("first").CallTool("calculator", """{"expression":"40 + 2"}""");
        server.Emulator.When("42").Answer("One.");
        using var chat = CliProcess.Start(home.Start(server, inTerminal: true), "chat", "-m", "demo", "--tools", "calculator", "--yes-tools");
        await chat.ReadUntilAsync(">>> ");

        await chat.TypeAsync("first\r");
        await chat.ReadUntilAsync("One.");
        await chat.ReadUntilAsync(">>> ");
        chat.Forget();
        await chat.TypeAsync("second\r");
        await chat.ReadUntilAsync(">>> ");
        await chat.TypeAsync("/bye\r");
        await chat.EndAsync();

        Assert.Equal(["user", "assistant", "tool", "assistant", "user"], ToolHome.LastChat(server).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task The_chat_lists_tools_and_switches_them()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        home.WithFriend(tools: """{"allow":["time"]}""");
        using var chat = CliProcess.Start(home.Start(server, inTerminal: true), "chat", "-m", "demo");
        await chat.ReadUntilAsync(">>> ");

        await SayAsync(chat, "/tools", "off  friend");
        Assert.Empty(home.StartedIds);
        await SayAsync(chat, "/tools on time", "on   time (without asking)");
        await SayAsync(chat, "/tools on friend", "on   friend: friend.die, friend.echo, friend.fail, friend.variable, friend.wait");
        await SayAsync(chat, "/tools off time", "off  time");
        await SayAsync(chat, "/tools on nonsense", "There is no tool 'nonsense'");
        await SayAsync(chat, "/tools on files", "needs a folder");
        await SayAsync(chat, $"/tools on files {home.Path}", $"on   files: read_file below {home.Path}");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_during_a_call_stops_the_answer_and_a_server_that_ended_is_started_again()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        home.WithFriend();
        server.Emulator.When("first").CallTool("friend.wait");
        server.Emulator.When("second").CallTool("friend.die");
        server.Emulator.When("third").CallTool("friend.echo", """{"text":"alive"}""");
        server.Emulator.When("echo of alive").Answer("Three.");
        using var chat = CliProcess.Start(home.Start(server, inTerminal: true), "chat", "-m", "demo", "--tools", "friend", "--yes-tools");
        await chat.ReadUntilAsync(">>> ");

        await chat.TypeAsync("first\r");
        await chat.ReadUntilAsync("tool: friend.wait");
        await chat.TypeAsync(CtrlC);
        await chat.ReadUntilAsync("stopped");
        await SayAsync(chat, "second", "failed");
        await SayAsync(chat, "third", "Three.");
        await chat.TypeAsync("/bye\r");

        Assert.Equal(0, (await chat.EndAsync()).ExitCode);
        // It ends by its own tool; by Ctrl+C only where there is no session to keep it from that.
        Assert.InRange(home.StartedIds.Length, 2, File.Exists("/usr/bin/setsid") ? 2 : 3);
    }

    private static async Task SayAsync(CliProcess chat, string text, string answer)
    {
        chat.Forget();
        await chat.TypeAsync(text + "\r");
        await chat.ReadUntilAsync(answer);
        await chat.ReadUntilAsync(">>> ");
    }
}
