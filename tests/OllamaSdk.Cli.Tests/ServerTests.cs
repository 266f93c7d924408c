using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

public sealed class ServerTests
{
    private const string Models =
        """
        {"models":[
          {"name":"vectors:latest","capabilities":["embedding"]},
          {"name":"far:cloud","remote_model":"far","remote_host":"https://ollama.com","capabilities":["completion"]},
          {"name":"near:latest","size":4661224676,"modified_at":"2026-08-21T18:48:22-07:00","capabilities":["completion","tools"]}]}
        """;

    [Fact]
    public async Task Prints_each_piece_when_it_comes()
    {
        var seen = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(Lines.Chat("first ") + "\n");
            await connection.WaitForAsync(seen);
            await connection.SendChunkAsync(Lines.Chat("second") + "\n" + Lines.ChatEnd + "\n");
            await connection.EndChunksAsync();
        });
        using var process = CliProcess.Start(server.Url.ToString(), "chat", "-m", "tiny", "hello");

        await process.ReadUntilAsync("first ");
        seen.SetResult();
        var result = await process.EndAsync();

        Assert.Equal("first second" + Environment.NewLine, result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("tiny", server.Requests[0].Json().GetProperty("model").GetString());
    }

    [Fact]
    public async Task Forms_of_one_model_are_told_apart_by_their_runners()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/api/ps" => """{"models":[{"name":"m:latest","runner":"mlx"},{"name":"m:latest","runner":"llamacpp"}]}""",
            "/api/show" => """{"details":{"runner":"mlx"},"thinking":{"values":[false,"low","deep"],"default":"low"}}""",
            _ => """{"models":[{"name":"m:latest","details":{"runner":"mlx"}},{"name":"m:latest","details":{"runner":"llamacpp"}},{"name":"old:latest"}]}""",
        }));
        var url = server.Url.ToString();

        var models = await CliProcess.RunAsync("models", "-u", url);
        var running = await CliProcess.RunAsync("ps", "-u", url);
        var shown = await CliProcess.RunAsync("show", "m", "-u", url);

        Assert.Contains($"NAME        RUNNER    SIZE  MODIFIED  CAN{Environment.NewLine}m:latest    mlx{Environment.NewLine}m:latest    llamacpp{Environment.NewLine}old:latest{Environment.NewLine}", models.Output);
        Assert.Equal(["mlx", "llamacpp"], running.Output.TrimEnd().Split(Environment.NewLine).Skip(1).Select(line => line.Split(' ')[^1]));
        Assert.Contains("false, low (by itself), deep", shown.Output);
    }

    [Fact]
    public async Task Without_a_name_takes_the_first_local_model_that_can_answer()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync(Models),
            connection => connection.RespondNdjsonAsync(Lines.Chat("hi"), Lines.ChatEnd));

        var result = await CliProcess.RunAsync("chat", "hello", "-u", server.Url.ToString());

        Assert.Equal("hi" + Environment.NewLine, result.Output);
        Assert.Equal("near:latest", server.Requests[1].Json().GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("""{"models":[]}""")]
    [InlineData("""{"models":[{"name":"vectors:latest","capabilities":["embedding"]}]}""")]
    public async Task Without_any_model_says_which_to_pull(string models)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(models));

        var result = await CliProcess.RunAsync("chat", "hello", "-u", server.Url.ToString());

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("ollama-sdk pull ", result.Errors);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Lists_models_with_size_date_and_abilities()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Models));

        var result = await CliProcess.RunAsync("models", "-u", server.Url.ToString());

        Assert.Equal(
            """
            NAME            SIZE    MODIFIED    CAN
            vectors:latest                      embedding
            far:cloud                           completion
            near:latest     4.7 GB  2026-08-22  completion, tools

            """,
            result.Output);
    }

    [Fact]
    public async Task Text_from_the_server_is_piped_as_it_is()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"template":"one\r\ntwo\u001b"}"""));

        var result = await CliProcess.RunAsync("show", "tiny", "-u", server.Url.ToString());

        Assert.Contains("one\r\ntwo\u001b", result.Output);
    }

    [Fact]
    public async Task Text_from_the_server_cannot_steer_the_terminal()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"template":"one\r\ntwo\u001b[2J"}"""));

        var result = await CliProcess.RunAsync(CliStart.Terminal(server.Url.ToString()), "show", "tiny");

        Assert.Contains("one\r\ntwo\uFFFD[2J", result.Output);
    }

    [Fact]
    public async Task Names_from_the_server_cannot_steer_the_terminal()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"models":[{"name":"a\u001b[2Jb\nc"}]}"""));

        var result = await CliProcess.RunAsync("models", "-u", server.Url.ToString());

        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Equal(3, result.Output.Split('\n').Length);
    }
}
