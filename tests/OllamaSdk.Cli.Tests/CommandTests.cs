namespace OllamaSdk.Cli.Tests;

/// <summary>Each command against the emulator on a port, piped: what a script gets.</summary>
public sealed class CommandTests
{
    private static readonly OllamaAccount SignedIn = new() { Name = "someone" };

    public static TheoryData<string, string[]> Texts => new()
    {
        { "You asked: \"hello there\"", ["chat", "hello", "there"] },
        { "You asked: \"hello there\"", ["generate", "-m", "demo", "hello", "there"] },
        { "[0.", ["embed", "sky"] },
        { "topic     delivery", ["decide", "-m", "demo-decide", "--choice", "topic=What is it about?|delivery|price", "The", "delivery", "was", "late"] },
        { "demo:latest", ["models"] },
        { "context length    131072", ["show", "demo"] },
        { "NAME  SIZE  ON GPU  CONTEXT  UNTIL", ["ps"] },
        { "demo is also mine", ["copy", "demo", "mine"] },
        { "demo is deleted", ["delete", "demo"] },
        { "demo is loaded", ["load", "demo", "--keep-alive", "forever"] },
        { "demo is unloaded", ["unload", "demo"] },
        { "ready", ["health"] },
        { "Ollama 0.", ["version", "--server"] },
        { "all   0         $0.00  0          0       0", ["usage", "--range", "24h"] },
        { "plan    $20.00  $20.00  2026-02-01 00:00Z", ["balance"] },
        { "Emulated result 1", ["web-search", "the", "sky"] },
        { "example.com", ["web-fetch", "https://example.com/sky"] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Prints_plain_text(string expected, string[] args)
    {
        await using var server = await DemoServer.StartAsync(SignedIn);

        var result = await CliProcess.RunAsync(server.Start, args);

        Assert.Equal("", result.Errors);
        Assert.Contains(expected, result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("pulling manifest", "pull", "demo-large")]
    [InlineData("success", "pull", "demo-large")]
    [InlineData("success", "push", "someone/mine")]
    [InlineData("success", "create", "mine", "--from", "demo", "--system", "Be brief.")]
    public async Task Tells_the_steps_of_a_transfer_on_standard_error(string step, params string[] args)
    {
        await using var server = await DemoServer.StartAsync(SignedIn);
        await CliProcess.RunAsync(server.Start, "copy", "demo", "someone/mine");

        var result = await CliProcess.RunAsync(server.Start, args);

        Assert.Contains(step, result.Errors.Split(Environment.NewLine).Select(line => line.Split(" (")[0]));
        Assert.DoesNotContain("ollama-sdk: ", result.Errors);
        Assert.Equal("", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Makes_a_model_from_a_file()
    {
        await using var server = await DemoServer.StartAsync();
        using var folder = new Folder();
        var file = folder.Write("tiny.gguf", "GGUF and so on");

        var created = await CliProcess.RunAsync(server.Start, "create", "mine", "--files", file);
        var listed = await CliProcess.RunAsync(server.Start, "models", "--json");

        Assert.Equal(0, created.ExitCode);
        Assert.Contains(listed.Json().GetProperty("models").EnumerateArray(), model => model.GetProperty("name").GetString() == "mine:latest");
    }

    [Theory]
    [InlineData("show", "nope")]
    [InlineData("delete", "nope")]
    [InlineData("copy", "nope", "mine")]
    [InlineData("load", "nope")]
    [InlineData("chat", "-m", "nope", "hello")]
    [InlineData("embed", "-m", "nope", "hello")]
    [InlineData("decide", "-m", "nope", "--yes-no", "q", "hello")]
    [InlineData("pull", "nope")]
    public async Task A_model_that_is_not_there_is_named(params string[] args)
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, args);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("ollama-sdk: ", result.Errors);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task Web_search_without_a_sign_in_says_where_to()
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, "web-search", "sky");

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("sign in at https://", result.Errors);
    }

    [Theory]
    [InlineData("ollama-v1")]
    [InlineData("lmstudio")]
    [InlineData("openai")]
    public async Task Speaks_the_OpenAI_compatible_API_too(string provider)
    {
        await using var server = await DemoServer.StartAsync();

        var answer = await CliProcess.RunAsync("chat", "-p", provider, "-u", $"{server.Url}/v1", "-m", "demo", "hello");
        var vectors = await CliProcess.RunAsync("embed", "-p", provider, "-u", $"{server.Url}/v1", "-m", "demo-embed", "--json", "sky");

        Assert.Equal("", answer.Errors);
        Assert.Contains("You asked: \"hello\"", answer.Output);
        Assert.Equal(1, vectors.Json().GetProperty("embeddings").GetArrayLength());
    }
}
