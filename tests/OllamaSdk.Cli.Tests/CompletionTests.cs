using System.Diagnostics;
using System.Text.RegularExpressions;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>The completion scripts, run by the shells they are for.</summary>
public sealed partial class CompletionTests
{
    [Theory]
    [InlineData("ollama-sdk cha", "chat")]
    [InlineData("ollama-sdk web-", "web-search web-fetch")]
    [InlineData("ollama-sdk chat --hi", "--hide-thinking")]
    [InlineData("ollama-sdk --json chat --hi", "--hide-thinking")]
    [InlineData("ollama-sdk chat --think me", "medium")]
    [InlineData("ollama-sdk -p lm", "lmstudio")]
    [InlineData("ollama-sdk completion z", "zsh")]
    [InlineData("ollama-sdk rm --js", "--json")]
    [InlineData("ollama-sdk config uns", "unset")]
    [InlineData("ollama-sdk help serve-", "serve-demo")]
    [InlineData("ollama-sdk compl", "completion")]
    [InlineData("ollama-sdk models --bas", "--base-url")]
    [InlineData("ollama-sdk models --hi", "")]
    public async Task Bash_completes(string line, string expected)
    {
        var script = (await CliProcess.RunAsync("completion", "bash")).Output;

        Assert.Equal(expected, await CompleteAsync(script, line, new CliStart()));
    }

    [Theory]
    [InlineData("ollama-sdk show demo-e", "demo-embed:latest")]
    [InlineData("ollama-sdk rm demo-e", "demo-embed:latest")]
    [InlineData("ollama-sdk chat -m demo-e", "demo-embed:latest")]
    [InlineData("ollama-sdk create mine --from demo-e", "demo-embed:latest")]
    [InlineData("ollama-sdk show demo-embed:la", "latest")]
    [InlineData("ollama-sdk show demo-embed:", "latest")]
    [InlineData("ollama-sdk show nobody", "")]
    [InlineData("ollama-sdk models --profile w", "work")]
    [InlineData("ollama-sdk models -p of", "office")]
    [InlineData("ollama-sdk models -p lm", "lmstudio")]
    [InlineData("ollama-sdk config get timeouts.id", "timeouts.idle")]
    [InlineData("ollama-sdk config set providers.office.b", "providers.office.base_url")]
    [InlineData("ollama-sdk config set profiles.work.mod", "profiles.work.model")]
    [InlineData("ollama-sdk config --profile w", "work")]
    public async Task Bash_asks_the_program_for_what_only_it_knows(string line, string expected)
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new Folder();
        home.Write("config.json", """{ "provider": "ollama", "providers": { "office": {} }, "profiles": { "work": {} } }""");
        var script = (await CliProcess.RunAsync("completion", "bash")).Output;

        Assert.Equal(expected, await CompleteAsync(script, line, new CliStart { Host = server.Url, Home = home.Path }));
    }

    [Theory]
    [InlineData("show demo-e", "show demo-embed:latest")]
    [InlineData("show demo-embed:l", "show demo-embed:latest")]
    [InlineData("chat -m demo-e", "chat -m demo-embed:latest")]
    [InlineData("config se\tmod", "config set model")]
    public async Task A_Tab_in_a_real_bash_finishes_the_word(string typed, string run)
    {
        Assert.SkipUnless(IsInstalled("script") && IsInstalled("bash"), "There is no script (of util-linux) to make a pseudo-terminal with, or no bash.");
        await using var server = await DemoServer.StartAsync();
        using var home = new Folder();
        var script = home.Write("completion", (await CliProcess.RunAsync("completion", "bash")).Output);
        var program = string.Join(' ', CliProcess.CommandOf().Select(word => $"'{word}'"));

        var shown = await RunAsync(
            "script",
            $$"""
            ollama-sdk() { if [ "$1" = complete ]; then {{program}} "$@"; else echo "<$*>"; fi; }
            source {{script}}
            ollama-sdk {{typed}}{{"\t"}}
            exit

            """,
            new CliStart { Host = server.Url, Home = home.Path }.Create("nothing", []).Environment,
            "-qec",
            "bash --norc --noprofile -i",
            "/dev/null");

        Assert.Contains($"<{run}>", shown);
    }

    [Fact]
    public async Task The_server_that_is_typed_is_asked()
    {
        await using var server = await DemoServer.StartAsync();
        using var home = new Folder();
        var script = (await CliProcess.RunAsync("completion", "bash")).Output;

        Assert.Equal("demo-embed:latest", await CompleteAsync(script, $"ollama-sdk -u {server.Url} show demo-e", new CliStart { Home = home.Path }));
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

    // As bash itself takes a line apart.
    private static async Task<string> CompleteAsync(string script, string line, CliStart start)
    {
        var words = Word().Matches(line).Select(match => match.Value).ToArray();
        var completed = await RunAsync("bash", $"""
            ollama-sdk() {"{"} {string.Join(' ', CliProcess.CommandOf().Select(word => $"'{word}'"))} "$@"; {"}"}
            {script}
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            COMP_LINE='{line}'
            _ollama_sdk
            echo "$(printf '%s ' "${"{COMPREPLY[@]}"}")"
            """, start.Create("nothing", []).Environment);
        return completed.Trim();
    }

    [GeneratedRegex("[^ :]+|:")]
    private static partial Regex Word();

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Task<string> RunAsync(string shell, string? input, params string[] args) => RunAsync(shell, input, new Dictionary<string, string?>(), args);

    private static async Task<string> RunAsync(string shell, string? input, IDictionary<string, string?> environment, params string[] args)
    {
        Assert.SkipUnless(IsInstalled(shell), $"There is no {shell} to try the script with.");
        var start = new ProcessStartInfo(shell, args) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

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
