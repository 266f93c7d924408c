namespace OllamaSdk.Cli.Tests.Work;

public sealed class BenchTests
{
    [Theory]
    [InlineData("ollama")]
    [InlineData("openai")]
    public async Task Each_round_is_measured_with_a_prompt_that_no_server_has_kept(string provider)
    {
        await using var server = await DemoServer.StartAsync();

        var result = (await CliProcess.RunAsync(
            server.Start, "bench", "demo", "--json", "--rounds", "2", "--max-tokens", "20", "--provider", provider, "--base-url", server.Url + (provider == "openai" ? "/v1" : ""))).Json();

        Assert.Equal("demo", result.GetProperty("model").GetString());
        Assert.Equal(2, result.GetProperty("rounds").GetArrayLength());
        Assert.Equal(provider == "ollama", result.TryGetProperty("load_seconds", out _));
        Assert.All(result.GetProperty("rounds").EnumerateArray().Append(result.GetProperty("median")), round =>
        {
            Assert.True(round.GetProperty("prompt_tokens").GetInt64() > 100);
            Assert.InRange(round.GetProperty("answer_tokens").GetInt64(), 1, 20);
            Assert.True(round.GetProperty("first_token_seconds").GetDouble() > 0);
            Assert.True(round.GetProperty("prompt_tokens_per_second").GetDouble() > 0);
            Assert.True(round.GetProperty("answer_tokens_per_second").GetDouble() > 0);
        });
        var prompts = server.Emulator.Requests.Where(request => request.Path.EndsWith(provider == "ollama" ? "chat" : "completions", StringComparison.Ordinal)).Select(request => request.Body).ToArray();
        Assert.Equal(3, prompts.Distinct().Count());
    }

    [Fact]
    public async Task A_pipe_gets_a_table_and_a_terminal_a_chart_too()
    {
        await using var server = await DemoServer.StartAsync();

        var piped = await CliProcess.RunAsync(server.Start, "bench", "demo", "--rounds", "1");
        var shown = await CliProcess.RunAsync(CliStart.Terminal(server.Url), "bench", "demo", "--rounds", "1");

        Assert.StartsWith("ROUND", piped.Output);
        Assert.Contains("median", piped.Output);
        Assert.DoesNotContain("answer, tokens/s", piped.Output);
        Assert.Contains("answer, tokens/s", shown.Output);
        Assert.Contains("█", shown.Output);
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    [InlineData("--max-tokens", "0")]
    public async Task Numbers_have_their_bounds(string option, string value) => Assert.Equal(2, (await CliProcess.RunAsync("bench", "demo", "--demo", option, value)).ExitCode);
}
