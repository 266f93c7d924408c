using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>What the completion scripts ask the program: words, and nothing else, whatever the server does.</summary>
public sealed class LiveCompletionTests : IDisposable
{
    private const string Models = """{"models":[{"name":"one:latest"},{"name":"two:latest"}]}""";

    private readonly Folder _home = new();

    [Fact]
    public async Task Names_are_kept_for_when_the_server_is_gone()
    {
        string url;
        await using (var server = new ScriptedServer(connection => connection.RespondJsonAsync(Models)))
        {
            url = server.Url.ToString();
            Assert.Equal(["one:latest"], await CompleteAsync(url, "models", "o"));
            Assert.Equal(["one:latest", "two:latest"], await CompleteAsync(url, "models"));
            // Those of a moment ago do.
            Assert.Single(server.Requests);
        }

        Age();
        Assert.Equal(["one:latest", "two:latest"], await CompleteAsync(url, "models"));
    }

    [Fact]
    public async Task After_some_minutes_the_server_is_asked_again()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync(Models), connection => connection.RespondJsonAsync("""{"models":[{"name":"three:latest"}]}"""));
        await CompleteAsync(server.Url.ToString(), "models");
        Age();

        Assert.Equal(["three:latest"], await CompleteAsync(server.Url.ToString(), "models"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Each_server_has_its_own_names()
    {
        await using var one = new ScriptedServer(connection => connection.RespondJsonAsync(Models));
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync("""{"object":"list","data":[{"id":"other"}]}"""));
        await CompleteAsync(one.Url.ToString(), "models");

        Assert.Equal(["other"], await CompleteAsync(other.Url.ToString(), "models", "", "--line", $"ollama-sdk chat -p openai -u {other.Url}v1 -m "));
    }

    [Fact]
    public async Task The_emulators_models_are_not_taken_for_those_of_a_server()
    {
        Assert.Contains("demo:latest", await CompleteAsync(FailureTests.ClosedAddress, "models", "", "--line", "ollama-sdk chat --demo -m "));
        Assert.Empty(await CompleteAsync(FailureTests.ClosedAddress, "models"));
        Assert.False(Directory.Exists(Path.Combine(_home.Path, "cache")));
    }

    [Fact]
    public async Task A_server_that_hangs_is_not_waited_for()
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());

        var result = await CliProcess.RunAsync(
            new CliStart { Host = server.Url.ToString(), Home = _home.Path, Variables = new() { ["LLM_CLIENT_COMPLETION_TIMEOUT"] = "100ms" } }, "complete", "models");

        Assert.Equal(("", "", 0), (result.Output, result.Errors, result.ExitCode));
    }

    [Theory]
    [InlineData("models")]
    [InlineData("nonsense")]
    [InlineData("models", "", "--line", "ollama-sdk chat -p nobody -m ")]
    [InlineData("models", "", "--line", "ollama-sdk chat --timeout soon -u ftp://x -m 'o")]
    [InlineData("models", "", "--line", "")]
    [InlineData("profiles", "", "--line", "ollama-sdk --config nowhere.json --profile ")]
    [InlineData("models", "", "--line", "ollama-sdk -v chat --verbose -m ")]
    [InlineData("providers")]
    public async Task Nothing_is_said_where_nothing_is_known(params string[] args) => Assert.Empty(await CompleteAsync(FailureTests.ClosedAddress, args));

    [Theory]
    [InlineData("models")]
    [InlineData("profiles")]
    [InlineData("providers")]
    public async Task A_broken_file_is_no_word(string kind)
    {
        _home.Write("config.json", "{ broken");

        Assert.Empty(await CompleteAsync(FailureTests.ClosedAddress, kind));
    }

    [Fact]
    public async Task A_name_that_a_shell_would_run_is_none()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"models":[{"name":"$(touch x)"},{"name":"a;b"},{"name":"-rf"},{"name":"`id`"},{"name":"a b"},{"name":"a\nb"},{"name":"\u001b[2J"},{"name":"lib/m-1.5_x:8b-q4_K"}]}"""));

        Assert.Equal(["lib/m-1.5_x:8b-q4_K"], await CompleteAsync(server.Url.ToString(), "models"));
    }

    [Fact]
    public async Task It_is_no_command_for_people()
    {
        Assert.DoesNotContain("\n  complete ", (await CliProcess.RunAsync("--help")).Output);
        Assert.DoesNotContain("-a complete ", (await CliProcess.RunAsync("completion", "fish")).Output);
    }

    public void Dispose() => _home.Dispose();

    private async Task<string[]> CompleteAsync(string url, params string[] args)
    {
        var result = await CliProcess.RunAsync(new CliStart { Host = url, Home = _home.Path }, ["complete", .. args]);

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        return result.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private void Age() =>
        Assert.All(Directory.GetFiles(Path.Combine(_home.Path, "cache")), file => File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1)));
}
