namespace OllamaSdk.Cli.Tests;

/// <summary>What a person sees, in a pseudo-terminal.</summary>
public sealed class TerminalTests
{
    private const string Dim = "\u001b[2m";

    public static TheoryData<string, string[]> Styled => new()
    {
        { "╭", ["models"] },
        { "╭", ["show", "demo"] },
        { "╭", ["ps"] },
        { "╭", ["health"] },
        { "100%", ["pull", "demo-large"] },
        { "success", ["create", "mine", "--from", "demo"] },
        { Dim, ["chat", "hello"] },
        { Dim, ["generate", "hello"] },
        { "Waiting for demo-embed", ["embed", "-m", "demo-embed", "sky"] },
    };

    [Theory]
    [MemberData(nameof(Styled))]
    public async Task Frames_bars_and_thoughts_are_for_terminals(string expected, string[] args)
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(CliStart.Terminal(server.Url), args);

        Assert.Contains(expected, result.Output);
        Assert.Contains('\u001b', result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_variable_of_a_build_server_hides_nothing()
    {
        var start = CliStart.Terminal();
        start.Variables["GITHUB_ACTIONS"] = "true";

        var result = await CliProcess.RunAsync(start, "pull", "demo-large", "--demo");

        Assert.Contains("100%", result.Output);
    }

    [Theory]
    [InlineData("--no-color")]
    [InlineData("NO_COLOR=1")]
    [InlineData("TERM=dumb")]
    [InlineData("TERM=")]
    public async Task Colours_can_be_had_not(string way)
    {
        var start = CliStart.Terminal();
        if (way.Split('=') is [var name, var value])
        {
            start.Variables[name] = value;
        }

        string[] flags = way == "--no-color" ? [way] : [];
        var table = await CliProcess.RunAsync(start, ["models", "--demo", .. flags]);
        var answer = await CliProcess.RunAsync(start, ["chat", "--demo", "hello", .. flags]);

        Assert.StartsWith("NAME", WithoutMode(table).Output);
        Assert.DoesNotContain("╭", table.Output);
        Assert.DoesNotContain(Dim, answer.Output);
        Assert.DoesNotContain("pretends to think", answer.Output);
    }

    [Fact]
    public async Task Thoughts_can_be_hidden()
    {
        var result = await CliProcess.RunAsync(CliStart.Terminal(), "chat", "--demo", "--hide-thinking", "hello");

        Assert.DoesNotContain("pretends to think", result.Output);
        Assert.Contains("You asked: \"hello\"", result.Output);
    }

    [Fact]
    public async Task Json_stays_json_in_a_terminal()
    {
        var result = await CliProcess.RunAsync(CliStart.Terminal(), "models", "--demo", "--json");

        Assert.Equal(3, WithoutMode(result).Json().GetProperty("models").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_prompt_generate_says_what_to_do()
    {
        var result = await CliProcess.RunAsync(CliStart.Terminal(), "generate", "--demo");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("There is no prompt", result.Output);
    }

    // .NET sets the keyboard's mode when it first touches a terminal, whatever is printed.
    private static CliResult WithoutMode(CliResult result) => result with { Output = result.Output.Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal) };
}
