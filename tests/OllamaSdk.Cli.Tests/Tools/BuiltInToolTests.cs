namespace OllamaSdk.Cli.Tests.Tools;

/// <summary>The tools that the program has of its own, and who may run them.</summary>
public sealed class BuiltInToolTests
{
    [Fact]
    public async Task A_tool_runs_where_that_was_allowed_and_the_model_reads_its_result()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        server.Emulator.When("how much").CallTool("calculator", """{"expression":"0.1 + 0.2"}""");
        server.Emulator.When("0.3").Answer("It is 0.3.");

        var result = await home.RunAsync(server, "generate", "--tools", "calculator,time", "--yes-tools", "how much?");

        Assert.Equal((0, "It is 0.3." + Environment.NewLine), (result.ExitCode, result.Output));
        Assert.Equal(["tool: calculator {\"expression\":\"0.1 + 0.2\"}", "  gives: 0.3", ""], result.Errors.Split(Environment.NewLine));
        Assert.Equal(["calculator", "time"], ToolHome.LastChat(server).GetProperty("tools").EnumerateArray()
            .Select(tool => tool.GetProperty("function").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Nothing_runs_where_nobody_can_be_asked_and_the_model_is_told()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        server.Emulator.When("what time").CallTool("time");
        server.Emulator.When("cannot be asked").Answer("I do not know.");

        var result = await home.RunAsync(server, "chat", "--tools", "time", "what time is it?");

        Assert.Equal((0, "I do not know." + Environment.NewLine), (result.ExitCode, result.Output));
        Assert.Contains("time is refused, for there is no terminal to ask at", result.Errors);
        Assert.Contains("  refused", result.Errors);
    }

    [Theory]
    [InlineData("""{"tools":{"use":["time"],"allow":["time"]}}""", true)]
    [InlineData("""{"tools":{"use":["time"],"allow":["calculator"]}}""", false)]
    public async Task The_users_own_settings_switch_tools_on_and_allow_them(string settings, bool runs)
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome().With(settings);
        server.Emulator.When("what time").CallTool("time", """{"zone":"UTC"}""");
        server.Emulator.When("(UTC)").Answer("It runs.");
        server.Emulator.When("cannot be asked").Answer("It does not.");

        var result = await home.RunAsync(server, "generate", "what time is it?");

        Assert.Equal((runs ? "It runs." : "It does not.") + Environment.NewLine, result.Output);
    }

    [Fact]
    public async Task None_switches_off_what_the_settings_switch_on()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome().With("""{"tools":{"use":["time"]}}""");

        var result = await home.RunAsync(server, "generate", "--tools", "none", "hello");

        Assert.Equal(0, result.ExitCode);
        Assert.False(ToolHome.LastChat(server).TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task A_demonstration_looks_at_no_settings()
    {
        using var home = new ToolHome().With("{ broken");
        await using var server = await DemoServer.StartAsync();

        var result = await home.RunAsync(server, "generate", "--demo", "hello");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task With_json_each_call_and_each_result_is_a_line()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        server.Emulator.When("how much").CallTool("calculator", """{"expression":"1/0"}""");
        server.Emulator.When("divides by zero").Answer("Nothing.");

        var lines = (await home.RunAsync(server, "generate", "--json", "--tools", "calculator", "--yes-tools", "how much?")).JsonLines();

        Assert.Equal("1/0", lines[0].GetProperty("arguments").GetProperty("expression").GetString());
        Assert.Equal("This cannot be reckoned: it divides by zero.", lines[1].GetProperty("result").GetString());
        Assert.True(lines[1].GetProperty("error").GetBoolean());
        Assert.True(lines[^1].GetProperty("done").GetBoolean());
        Assert.Equal("Nothing.", lines[^1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("There is no tool 'tiem'", "--tools", "tiem")]
    [InlineData("The tool files needs a folder", "--tools", "files")]
    [InlineData("There is no folder /no/such", "--tools-folder", "/no/such")]
    public async Task What_there_is_not_is_wrong_usage(string expected, params string[] args)
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();

        var result = await home.RunAsync(server, ["generate", .. args, "--", "hello"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors);
        Assert.DoesNotContain(server.Emulator.Requests, request => request.Path == "/api/chat");
    }

    [Fact]
    public async Task Files_are_read_below_their_folder_and_nowhere_else()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        var notes = Directory.CreateDirectory(Path.Combine(home.Path, "notes"));
        Directory.CreateDirectory(Path.Combine(notes.FullName, "old"));
        home.Write("secret.txt", "the secret");
        home.Write("notes/today.txt", "buy milk");
        home.Write("notes/bytes.bin", "a\0b");
        home.Write("notes/long.txt", string.Concat(Enumerable.Repeat("ä", 40_000)));
        File.CreateSymbolicLink(Path.Combine(notes.FullName, "link"), Path.Combine(home.Path, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(notes.FullName, "up"), home.Path);
        File.CreateSymbolicLink(Path.Combine(notes.FullName, "inside"), "today.txt");
        string[] paths =
        [
            "today.txt", "inside", ".", "old/../today.txt", "bytes.bin", "link", "up/secret.txt", "../secret.txt", "up/notes/today.txt",
            Path.Combine(home.Path, "secret.txt"), "none.txt", "long.txt",
        ];
        server.Emulator.When("read").CallTools([.. paths.Select(path => ("read_file", $$"""{"path":"{{path.Replace("\\", "\\\\")}}"}"""))]);
        server.Emulator.When("offset").Answer("Read.");

        var result = await home.RunAsync(server, "generate", "--tools-folder", notes.FullName, "--yes-tools", "read");

        Assert.Equal(0, result.ExitCode);
        var results = ToolHome.Results(server);
        Assert.Equal(
            [
                "buy milk", "buy milk", "bytes.bin\ninside\nlink\nlong.txt\nold/\ntoday.txt\nup/", "buy milk", "bytes.bin is no text.", Outside("link"),
                Outside("up/secret.txt"), Outside("../secret.txt"), "buy milk", Outside(paths[9]), "There is no none.txt.",
            ],
            results[..^1]);
        Assert.EndsWith("ä\n[The file has 80000 bytes. Go on with offset 65536.]", results[^1]);
        Assert.DoesNotContain("the secret", string.Concat(server.Emulator.Requests.Select(request => request.Body)));

        static string Outside(string path) => $"{path} leads out of the folder, and only what is in it may be read.";
    }
}
