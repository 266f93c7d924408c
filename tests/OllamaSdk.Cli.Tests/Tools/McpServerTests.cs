using System.Diagnostics;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Tools;

/// <summary>Tools of MCP servers: programs that are started, and addresses.</summary>
public sealed class McpServerTests
{
    [Fact]
    public async Task Tools_of_a_program_run_and_the_program_ends_with_ours()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        home.WithFriend(tools: """{"allow":["friend.echo","friend"]}""");
        server.Emulator.When("begin").CallTools(
            ("friend.echo", """{"text":"hello"}"""), ("friend.variable", """{"name":"STAND_IN"}"""), ("friend.variable", """{"name":"OLLAMA_API_KEY"}"""), ("friend.fail", "{}"));
        server.Emulator.When("out of luck").Answer("Done.");
        var start = home.Start(server);
        start.Variables["OLLAMA_API_KEY"] = "secret";

        var result = await CliProcess.RunAsync(start, "generate", "--tools", "friend", "begin");

        Assert.Equal((0, "Done." + Environment.NewLine), (result.ExitCode, result.Output));
        Assert.Equal(["echo of hello", "yes", "not set", "out of luck"], ToolHome.Results(server));
        Assert.DoesNotContain("stand-in", result.Errors);
        await EndedAsync(Assert.Single(home.StartedIds));
    }

    [Fact]
    public async Task What_a_program_says_on_standard_error_is_told_with_verbose()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        home.WithFriend();

        var result = await home.RunAsync(server, "generate", "--tools", "friend", "--verbose", "hello");

        Assert.Contains("ollama-sdk: friend: the stand-in is ready", result.Errors);
    }

    [Fact]
    public async Task A_program_of_another_file_is_not_started_and_the_user_is_told_why()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        var project = home.Write("project.json", ToolHome.SettingsOf(home.StandIn, """{"use":["friend"],"allow":["friend","time"]}"""));

        var talk = await home.RunAsync(server, "generate", "--config", project, "hello");
        var named = await home.RunAsync(server, "generate", "--config", project, "--tools", "friend", "hello");

        Assert.Equal((0, 2), (talk.ExitCode, named.ExitCode));
        Assert.Contains($"tools and mcp_servers of {project} are not used: MCP servers are programs", talk.Errors);
        Assert.Contains("There is no tool 'friend'", named.Errors);
        Assert.False(ToolHome.LastChat(server).TryGetProperty("tools", out _));
        Assert.Empty(home.StartedIds);
    }

    [Fact]
    public async Task A_program_that_is_not_used_is_not_started()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        home.WithFriend();

        var result = await home.RunAsync(server, "generate", "--tools", "time", "hello");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(home.StartedIds);
    }

    [Fact]
    public async Task Ctrl_C_during_a_call_ends_the_program_that_was_started_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT to press Ctrl+C with.");
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome();
        home.WithFriend();
        server.Emulator.When("begin").CallTool("friend.wait");
        using var process = CliProcess.Start(home.Start(server), "generate", "--json", "--tools", "friend", "--yes-tools", "begin");
        await process.ReadUntilAsync("friend.wait");

        await process.InterruptAsync();
        var result = await process.EndAsync();

        Assert.Equal(7, result.ExitCode);
        await EndedAsync(Assert.Single(home.StartedIds));
    }

    [Theory]
    [InlineData("""{"command":"no-such-program-here"}""", "there is no program 'no-such-program-here' in PATH", 2)]
    [InlineData("""{"command":"./here"}""", "neither a name nor a full path", 2)]
    [InlineData("""{}""", "needs a \"command\" or a \"url\"", 2)]
    [InlineData("""{"url":"ftp://x"}""", "no address", 2)]
    [InlineData("""{"url":"http://198.51.100.1/","headers":{"Authorization":"secret-1"}}""", "plain http", 2)]
    [InlineData("""{"command":"dotnet","args":["--version"]}""", "The MCP server 'friend' cannot be used", 1)]
    public async Task A_server_that_cannot_be_used_is_told_of(string entry, string expected, int code)
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new ToolHome().WithFriend(entry);

        var result = await home.RunAsync(server, "generate", "--tools", "friend", "hello");

        Assert.Contains(expected, result.Errors);
        Assert.Equal(code, result.ExitCode);
        Assert.DoesNotContain("secret-1", result.Errors);
        Assert.DoesNotContain(server.Emulator.Requests, request => request.Path == "/api/chat");
    }

    [Fact]
    public async Task Tools_of_an_address_run_with_the_headers_of_the_settings()
    {
        await using var server = await DemoServer.StartAsync();
        await using var remote = new ScriptedServer(AnswerAsync);
        using var home = new ToolHome().With("{\"mcp_servers\":{\"web\":{\"url\":\"" + remote.Url + "mcp\",\"headers\":{\"X-Team\":\"blue\"}}}}");
        server.Emulator.When("begin").CallTool("web.look_up", """{"word":"sky"}""");
        server.Emulator.When("found sky").Answer("Found.");

        var result = await home.RunAsync(server, "generate", "--tools", "web", "--yes-tools", "begin");

        Assert.Equal((0, "Found." + Environment.NewLine), (result.ExitCode, result.Output));
        Assert.All(remote.Requests, request => Assert.Equal("blue", request.Header("X-Team")));
    }

    // As much of the protocol over HTTP as a server of one tool needs.
    private static Task AnswerAsync(ScriptedConnection connection)
    {
        if (connection.Request.Method != "POST")
        {
            return connection.RespondJsonAsync("{}", 405);
        }

        var message = connection.Request.Json();
        if (!message.TryGetProperty("id", out var id))
        {
            return connection.RespondJsonAsync("", 202);
        }

        var result = message.GetProperty("method").GetString() switch
        {
            "initialize" => """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"web","version":"1"}}""",
            "tools/list" => """{"tools":[{"name":"look/up","description":"Looks a word up.","inputSchema":{"type":"object","properties":{"word":{"type":"string"}}}}]}""",
            "tools/call" => $$"""{"content":[{"type":"text","text":"found {{message.GetProperty("params").GetProperty("arguments").GetProperty("word").GetString()}}"}]}""",
            _ => null,
        };
        return connection.RespondJsonAsync(result is null
            ? $$$"""{"jsonrpc":"2.0","id":{{{id.GetRawText()}}},"error":{"code":-32601,"message":"no such method"}}"""
            : $$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{result}}}""");
    }

    private static async Task EndedAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await Guard.Within(process.WaitForExitAsync(TestContext.Current.CancellationToken), "the end of the MCP server");
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }
}
