using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

public sealed class FailureTests
{
    [Theory]
    [InlineData("models")]
    [InlineData("chat", "hello")]
    [InlineData("chat", "-m", "tiny", "hello")]
    public async Task Without_a_server_says_within_ten_seconds_how_to_get_one(params string[] args)
    {
        var address = ClosedAddress();
        var run = CliProcess.RunAsync([.. args, "--base-url", address]);

        var result = await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal($"ollama-sdk: cannot reach {address}; start it with `ollama serve`, or try `--demo`{Environment.NewLine}", result.Errors);
        Assert.Equal("", result.Output);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory]
    [InlineData(404, """{"error":"model 'nope' not found"}""", 4, "has no model 'nope'; get it with `ollama pull nope`")]
    [InlineData(400, """{"error":"\"nope\" does not support chat"}""", 5, "\"nope\" does not support chat")]
    [InlineData(401, """{"error":"unauthorized","signin_url":"https://ollama.com/connect?name=x"}""", 5, "sign in at https://ollama.com/connect?name=x")]
    [InlineData(404, "404 page not found", 5, "an Ollama server?")]
    [InlineData(500, """{"error":"out of luck"}""", 5, "out of luck")]
    [InlineData(200, "<html>hello</html>", 1, "")]
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
    [InlineData(Ending.Cut, "", 1, "")]
    public async Task A_broken_stream_keeps_what_came_and_is_no_success(Ending ending, string lastLine, int exitCode, string words)
    {
        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync(
            "application/x-ndjson", [[.. System.Text.Encoding.UTF8.GetBytes(Lines.Chat("half an") + "\n" + lastLine)]], ending));

        var result = await CliProcess.RunAsync("chat", "-m", "tiny", "hello", "-u", server.Url.ToString());

        Assert.Equal("half an" + Environment.NewLine, result.Output);
        Assert.Contains(words, result.Errors);
        Assert.Equal(exitCode, result.ExitCode);
    }

    private static string ClosedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
