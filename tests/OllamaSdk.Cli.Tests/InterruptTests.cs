using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

public sealed class InterruptTests
{
    [Fact]
    public async Task Ctrl_C_closes_the_connection_so_that_the_server_stops()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT to press Ctrl+C with.");
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(Lines.Chat("never") + "\n");
            await connection.HoldUntilClientClosesAsync();
        });
        using var process = CliProcess.Start(server.Url.ToString(), "chat", "-m", "tiny", "hello");
        await process.ReadUntilAsync("never");

        await process.InterruptAsync();
        await Guard.Within(server.Connections[0].ClientClosed, "the server noticing that the client left");
        var result = await process.EndAsync();

        Assert.Equal(7, result.ExitCode);
        Assert.Equal("never" + Environment.NewLine, result.Output);
        Assert.Equal("ollama-sdk: interrupted" + Environment.NewLine, result.Errors);
    }

    [Fact]
    public async Task A_reader_that_leaves_stops_the_answer_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a closed pipe is not told to the program.");
        var left = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(Lines.Chat("first ") + "\n");
            await connection.WaitForAsync(left);
            await connection.SendChunkAsync(Lines.Chat("second") + "\n");
            await connection.HoldUntilClientClosesAsync();
        });
        using var process = CliProcess.Start(server.Url.ToString(), "chat", "-m", "tiny", "hello");
        await process.ReadUntilAsync("first");

        process.LeaveOutput();
        left.SetResult();
        await Guard.Within(server.Connections[0].ClientClosed, "the server noticing that the client left");
        var result = await process.EndAsync();

        Assert.Equal("", result.Errors);
        Assert.Equal(7, result.ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_works_while_the_model_is_still_loading()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT to press Ctrl+C with.");
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        using var process = CliProcess.Start(server.Url.ToString(), "generate", "-m", "tiny", "hello");
        await server.WaitForRequestAsync();

        await process.InterruptAsync();
        await Guard.Within(server.Connections[0].ClientClosed, "the server noticing that the client left");

        Assert.Equal(7, (await process.EndAsync()).ExitCode);
    }
}
