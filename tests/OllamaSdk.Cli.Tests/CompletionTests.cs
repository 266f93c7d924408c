using System.Diagnostics;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>The completion scripts, run by the shells they are for.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("ollama-sdk cha", "chat")]
    [InlineData("ollama-sdk web-", "web-search web-fetch")]
    [InlineData("ollama-sdk chat --hi", "--hide-thinking")]
    [InlineData("ollama-sdk --json chat --hi", "--hide-thinking")]
    [InlineData("ollama-sdk chat --think me", "medium")]
    [InlineData("ollama-sdk -p lm", "lmstudio")]
    [InlineData("ollama-sdk completion z", "zsh")]
    [InlineData("ollama-sdk models --bas", "--base-url")]
    [InlineData("ollama-sdk models --hi", "")]
    public async Task Bash_completes(string line, string expected)
    {
        var script = (await CliProcess.RunAsync("completion", "bash")).Output;
        var words = line.Split(' ');

        var completed = await RunAsync("bash", $"""
            {script}
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            _ollama_sdk
            echo "$(printf '%s ' "${"{COMPREPLY[@]}"}")"
            """);

        Assert.Equal(expected, completed.Trim());
    }

    [Theory]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task The_shell_accepts_its_script(string shell, string check)
    {
        var script = await CliProcess.RunAsync("completion", shell);
        Assert.Equal(0, script.ExitCode);
        Assert.SkipUnless(IsInstalled(shell), $"There is no {shell} to try the script with.");

        using var folder = new Folder();
        Assert.Equal("", await RunAsync(shell, null, check, folder.Write("script", script.Output)));
    }

    [Fact]
    public async Task Zsh_completes_at_once_when_the_script_is_in_its_folder()
    {
        using var folder = new Folder();
        folder.Write("_ollama-sdk", (await CliProcess.RunAsync("completion", "zsh")).Output);

        var completed = await RunAsync("zsh", null, "-fc", $$"""
            fpath=('{{folder.Path}}')
            autoload -U _ollama-sdk
            _describe() { print -rl -- ${(P)2} }
            words=(ollama-sdk cha) CURRENT=2
            _ollama-sdk
            """);

        Assert.Contains("\nchat:", "\n" + completed);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public async Task Every_command_and_option_is_in_every_script(string shell)
    {
        var script = (await CliProcess.RunAsync("completion", shell)).Output;

        Assert.All((string[])["serve-demo", "web-fetch", "keep-alive", "hide-thinking", "base-url", "lmstudio", "medium"], word => Assert.Contains(word, script));
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<string> RunAsync(string shell, string? input, params string[] args)
    {
        Assert.SkipUnless(IsInstalled(shell), $"There is no {shell} to try the script with.");
        var start = new ProcessStartInfo(shell, args) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // A machine may name a language that it does not have, and bash then complains.
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Guard.Within(process.WaitForExitAsync(), shell);
        Assert.Equal("", await errors);
        return await output;
    }
}
