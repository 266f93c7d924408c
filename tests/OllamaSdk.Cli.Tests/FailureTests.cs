using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

public sealed class FailureTests
{
    // Held for as long as the tests run, and never listened on: a port that is only free at first may be another test's by the time it is asked.
    private static readonly Socket Bound = Bind();

    internal static string ClosedAddress => $"http://{Bound.LocalEndPoint}";

    [Theory]
    [InlineData("models")]
    [InlineData("chat", "hello")]
    [InlineData("chat", "-m", "tiny", "hello")]
    public async Task Without_a_server_says_how_to_get_one(params string[] args)
    {
        var result = await CliProcess.RunAsync([.. args, "--base-url", ClosedAddress]);

        Assert.Equal($"ollama-sdk: cannot reach {ClosedAddress}. Start Ollama with 'ollama serve', check the address, or try --demo{Environment.NewLine}", result.Errors);
        Assert.Equal("", result.Output);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory]
    [InlineData(404, """{"error":"model 'nope' not found"}""", 4, "has no model 'nope'; get it with `ollama-sdk pull nope`")]
    [InlineData(400, """{"error":"\"nope\" does not support chat"}""", 5, "\"nope\" does not support chat")]
    [InlineData(401, """{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=x"}""", 5, "sign in at https://ollama.com/connect?name=x")]
    [InlineData(404, "404 page not found", 5, "See --provider")]
    [InlineData(500, """{"error":"out of luck"}""", 5, "out of luck")]
    [InlineData(200, "<html>hello</html>", 1, "The answer (Content-Type application/json")]
    public async Task A_refusal_is_told_with_what_to_do(int status, string body, int exitCode, string words)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body, status));

        var result = await CliProcess.RunAsync("chat", "-m", "nope", "hello", "-u", server.Url.ToString());

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("ollama-sdk: ", result.Errors);
        Assert.Contains(words, result.Errors);
        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData(Ending.Normal, """{"error":"out of luck"}""", 5, "out of luck")]
    [InlineData(Ending.Cut, "", 1, "The connection broke after 1 item,")]
    public async Task A_broken_stream_keeps_what_came_and_is_no_success(Ending ending, string lastLine, int exitCode, string words)
    {
        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync(
            "application/x-ndjson", [[.. System.Text.Encoding.UTF8.GetBytes(Lines.Chat("half an") + "\n" + lastLine)]], ending));

        var result = await CliProcess.RunAsync("chat", "-m", "tiny", "hello", "-u", server.Url.ToString());

        Assert.Equal("half an" + Environment.NewLine, result.Output);
        Assert.Contains(words, result.Errors);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_names_the_limit()
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());

        var result = await CliProcess.RunAsync("chat", "-m", "tiny", "hello", "-u", server.Url.ToString(), "--timeout", "300ms");

        Assert.Equal(6, result.ExitCode);
        Assert.Equal($"ollama-sdk: the whole call took longer than 0.3 s; raise --timeout{Environment.NewLine}", result.Errors);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_server_of_another_kind_cannot_do_what_only_Ollama_can()
    {
        var result = await CliProcess.RunAsync("ps", "-p", "lmstudio");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("LM Studio cannot do that", result.Errors);
    }

    [Fact]
    public async Task Another_kind_of_server_is_started_in_another_way()
    {
        var result = await CliProcess.RunAsync("chat", "-p", "lmstudio", "-m", "qwen3", "hello", "-u", ClosedAddress);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("lms server start", result.Errors);
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    [Fact]
    public async Task Where_nothing_can_be_told_the_exit_code_still_does()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full to stand for a full disk.");
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" 2>/dev/full", "sh", .. CliProcess.CommandOf("show", "--demo", "nope")]))!;

        await Guard.Within(process.WaitForExitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(4, process.ExitCode);
    }
}
