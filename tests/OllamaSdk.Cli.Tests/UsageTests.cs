namespace OllamaSdk.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("command")]
    [InlineData("'chat'", "chat")]
    [InlineData("'--nonsense'", "models", "--nonsense")]
    [InlineData("leave out --base-url", "chat", "--demo", "-u", "127.0.0.1", "hello")]
    [InlineData("'ftp://127.0.0.1' cannot be used", "chat", "-u", "ftp://127.0.0.1", "hello")]
    public async Task A_wrong_command_line_is_told_on_standard_error(string words, params string[] args)
    {
        var result = await CliProcess.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("ollama-sdk: ", result.Errors);
        Assert.Contains(words, result.Errors);
        Assert.DoesNotContain("Parameter", result.Errors);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_wrong_OLLAMA_HOST_is_named()
    {
        using var process = CliProcess.Start("ftp://nowhere", "models");

        var result = await process.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("OLLAMA_HOST", result.Errors);
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        var result = await CliProcess.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.All((string[])["chat", "generate", "models", "--demo", "--base-url"], word => Assert.Contains(word, result.Output));
    }
}
