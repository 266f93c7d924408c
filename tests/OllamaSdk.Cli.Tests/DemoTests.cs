namespace OllamaSdk.Cli.Tests;

public sealed class DemoTests
{
    [Theory]
    [InlineData("chat")]
    [InlineData("generate")]
    public async Task Answers_without_a_server_and_leaves_thoughts_to_terminals(string command)
    {
        var result = await CliProcess.RunAsync(command, "--demo", "hello", "there");

        Assert.Equal(
            $"This is the OllamaSdk emulator, not a model. You asked: \"hello there\". No model has run; the same request always gets the same answer.{Environment.NewLine}",
            result.Output);
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Lists_models_in_columns()
    {
        var result = await CliProcess.RunAsync("models", "--demo");

        Assert.Equal(
            """
            NAME                SIZE  MODIFIED    CAN
            demo:latest         1 MB  2026-01-01  completion, tools, thinking
            demo-embed:latest   1 MB  2026-01-01  embedding
            demo-decide:latest  1 MB  2026-01-01  decision

            """,
            result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_model_the_emulator_does_not_have_is_not_to_be_pulled()
    {
        var result = await CliProcess.RunAsync("chat", "--demo", "-m", "nope", "hello");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal($"ollama-sdk: the emulator has no model 'nope'; `ollama-sdk models --demo` lists what it has{Environment.NewLine}", result.Errors);
    }

    [Fact]
    public async Task A_wrong_OLLAMA_HOST_does_not_matter()
    {
        using var process = CliProcess.Start("ftp://nowhere", "chat", "--demo", "hello");

        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }
}
