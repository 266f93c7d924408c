using System.Text.RegularExpressions;

namespace OllamaSdk.Cli.Tests;

public sealed partial class UsageTests
{
    [Theory]
    [InlineData("name a command.")]
    [InlineData("The prompt is empty", "chat")]
    [InlineData("The prompt is empty", "generate", "  ")]
    [InlineData("'nonsense'", "nonsense")]
    [InlineData("'--nonsense'", "models", "--nonsense")]
    [InlineData("leave out --base-url", "chat", "--demo", "-u", "127.0.0.1", "hello")]
    [InlineData("'ftp://127.0.0.1' cannot be used", "chat", "-u", "ftp://127.0.0.1", "hello")]
    [InlineData("'http://h:99999/x' cannot be used", "chat", "-u", "http://h:99999/x?key=s3cret", "hello")]
    [InlineData("'http://h h' cannot be used", "chat", "-u", "http://h h#s3cret", "hello")]
    [InlineData("It comes from --base-url.", "chat", "-u", "ftp://127.0.0.1", "hello")]
    [InlineData("no provider; there are: ollama,", "chat", "-p", "nobody", "hello")]
    [InlineData("base-url is missing", "chat", "-p", "openai", "hello")]
    [InlineData("--timeout: 'soon' is no time", "models", "--timeout", "soon")]
    [InlineData("timeout is wrong: Total is 00:00:00; use a positive time below 49 days, or off to", "models", "--timeout", "0")]
    [InlineData("--temperature takes a number from 0 on, such as 0.7, not 'hot'", "chat", "-m", "tiny", "-t", "hot", "hello")]
    [InlineData("--temperature takes a number", "chat", "-m", "tiny", "-t", "nan", "hello")]
    [InlineData("--temperature takes a number", "chat", "-m", "tiny", "-t", "0,5", "hello")]
    [InlineData("--temperature takes a number", "chat", "-m", "tiny", "-t", "-1", "hello")]
    [InlineData("--max-tokens takes a whole number, not '1,5'", "chat", "-m", "tiny", "--max-tokens", "1,5", "hello")]
    [InlineData("--max-results takes a whole number, not 'all'", "web-search", "--max-results", "all", "sky")]
    [InlineData("There is no option '--modle'. Where it is a part of the text, put --", "chat", "--modle", "tiny", "hello")]
    [InlineData("There is no option '-x'", "embed", "sky", "-x")]
    [InlineData("There is no option '--force=yes'", "delete", "--force=yes")]
    [InlineData("There is no option '--modle'", "generate", "--modle", "tiny", "--", "hello", "-x")]
    [InlineData("MODEL is empty", "show", "")]
    [InlineData("--max-results takes a number from 1 to 10, not 99", "web-search", "--max-results", "99", "sky")]
    [InlineData("--think takes low, medium, high", "chat", "-m", "tiny", "--think", "hello")]
    [InlineData("a level of the model's own is --think=hello", "chat", "-m", "tiny", "--think", "hello", "you")]
    [InlineData("say where it goes with --output FILE", "speak", "--json", "hello")]
    [InlineData("name one with --model", "speak", "hello")]
    [InlineData("The prompt is empty", "speak", "-m", "tiny")]
    [InlineData("There is no question", "decide", "-m", "tiny", "hello")]
    [InlineData("--yes-no takes one question, not 'a|b'", "decide", "-m", "tiny", "hello", "--yes-no", "a|b")]
    [InlineData("--choice takes a question and at least two options", "decide", "-m", "tiny", "hello", "--choice", "q|a")]
    [InlineData("--choice: Two options have the name", "decide", "-m", "tiny", "hello", "--choice", "q|a|a")]
    [InlineData("--score takes a question and at least two levels", "decide", "-m", "tiny", "hello", "--score", "q||b")]
    [InlineData("Two questions have the name 'n'", "decide", "-m", "tiny", "hello", "--yes-no", "n=q", "--score", "n=q|a|b")]
    [InlineData("nowhere.json", "decide", "-m", "tiny", "hello", "--questions", "nowhere.json")]
    [InlineData("@nowhere.txt stands for a file", "chat", "-m", "tiny", "@nowhere.txt")]
    [InlineData("nowhere.png", "chat", "-m", "tiny", "--image", "nowhere.png", "hello")]
    [InlineData("nowhere.json", "chat", "-m", "tiny", "--format", "nowhere.json", "hello")]
    [InlineData("nowhere.json", "models", "--config", "nowhere.json")]
    [InlineData("either --from MODEL or --files PATH", "create", "mine")]
    [InlineData("no file or folder 'nowhere'", "create", "mine", "--files", "nowhere")]
    [InlineData("--port takes a whole number, not 'many'", "serve-demo", "--port", "many")]
    [InlineData("from 0 to 65535", "serve-demo", "--port", "70000")]
    [InlineData("'tcsh'", "completion", "tcsh")]
    [InlineData("'1y'", "usage", "--range", "1y")]
    [InlineData("'copy'", "copy")]
    public async Task A_wrong_command_line_is_told_on_standard_error(string words, params string[] args)
    {
        var result = await CliProcess.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("ollama-sdk: ", result.Errors);
        Assert.Contains(words, result.Errors);
        Assert.DoesNotContain("Parameter", result.Errors);
        Assert.DoesNotContain("s3cret", result.Errors);
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
        Assert.All((string[])["chat", "generate", "embed", "decide", "bench", "speak", "models", "show", "ps", "pull", "push", "create", "copy", "delete", "load", "unload", "health", "version", "usage", "balance", "web-search", "web-fetch", "serve", "serve-demo", "stubs", "jobs", "config", "help", "run", "list, ls", "cp", "rm", "stop", "completion", "--demo", "--base-url"], word => Assert.Contains(word, result.Output));
    }

    [Fact]
    public async Task The_page_tells_every_command_and_option()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "command-line.md"), TestContext.Current.CancellationToken);
        var help = (await CliProcess.RunAsync("--help")).Output + (await CliProcess.RunAsync("chat", "--help")).Output;

        var commands = CommandLine().Matches(help).SelectMany(match => match.Groups[1].Value.Split(", ")).Except(["ollama-sdk", "git"]).ToArray();
        var options = OptionName().Matches(help).Select(match => match.Value).Distinct().Except(["--help", "--version"]).ToArray();

        Assert.Equal(35, commands.Length);
        Assert.All(commands, command => Assert.Matches($"`{command}[ `]", page));
        Assert.True(options.Length > 10);
        Assert.All(options, option => Assert.Contains($"`{option}", page));
    }

    // The names of a command, and what it takes.
    [GeneratedRegex(@"^  ((?:[a-z][a-z-]+, )*[a-z][a-z-]+) .*$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"(?<=^  (-\w, )?)--[a-z-]+", RegexOptions.Multiline)]
    private static partial Regex OptionName();
}
