namespace OllamaSdk.Cli.Tests;

/// <summary>A prompt that the server cut: told on standard error, and to a program.</summary>
public sealed class CutPromptTests
{
    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("wonderful mountains", 6000));

    [Theory]
    [InlineData("chat", "ollama")]
    [InlineData("generate", "ollama")]
    [InlineData("generate", "ollama-v1")]
    public async Task Is_told_once_and_not_among_the_answer(string command, string provider)
    {
        await using var server = await DemoServer.StartAsync(contextLength: 512);

        var result = await CliProcess.RunAsync(Start(server, s_long), command, "--provider", provider);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("ollama-sdk: the prompt was cut: the model did not read all of it (about ", Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("the prompt was cut", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_it_in_the_last_line()
    {
        await using var server = await DemoServer.StartAsync(contextLength: 512);

        var cut = (await CliProcess.RunAsync(Start(server, s_long), "generate", "--json")).JsonLines()[^1].GetProperty("prompt_truncation");
        var whole = (await CliProcess.RunAsync(Start(server, "hello"), "generate", "--json")).JsonLines()[^1].GetProperty("prompt_truncation");

        Assert.Equal("certain", cut.GetProperty("state").GetString());
        Assert.InRange(cut.GetProperty("counted_tokens").GetInt32(), 100, 512);
        Assert.InRange(cut.GetProperty("estimated_tokens").GetInt32(), 10_000, 30_000);
        Assert.Equal("none", whole.GetProperty("state").GetString());
        Assert.False(whole.TryGetProperty("window", out _));
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("ollama-v1")]
    public async Task Of_texts_it_is_told_which(string provider)
    {
        await using var server = await DemoServer.StartAsync(contextLength: 512);
        string[] arguments = ["embed", "--model", "demo-embed", "--provider", provider];
        var lines = $"a short one\n{s_long}\nanother";

        var result = await CliProcess.RunAsync(Start(server, lines), arguments);
        var json = (await CliProcess.RunAsync(Start(server, lines), [.. arguments, "--json"])).Json().GetProperty("prompt_truncation");

        Assert.StartsWith("ollama-sdk: text 2 was cut (about ", result.Errors, StringComparison.Ordinal);
        Assert.Equal(3, result.Output.TrimEnd().Split('\n').Length);
        Assert.Equal("certain", json.GetProperty("state").GetString());
        Assert.Equal(1, Assert.Single(json.GetProperty("truncated_texts").EnumerateArray()).GetInt32());
    }

    private static CliStart Start(DemoServer server, string input) => new() { Host = server.Url, Input = input };
}
