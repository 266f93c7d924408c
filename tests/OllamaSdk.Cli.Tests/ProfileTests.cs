using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>Groups of settings: which one holds, and that it wins over the rest of the file and nothing else.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly Folder _home = new();

    [Theory]
    [InlineData("flag --profile", "one", true, true, true)]
    [InlineData("environment variable LLM_CLIENT_PROFILE", "two", false, true, true)]
    [InlineData("profile of ", "three", false, false, true)]
    public async Task The_first_of_flag_environment_and_file_chooses(string origin, string model, bool flag, bool environment, bool file)
    {
        _home.Write("config.json", $$"""
            { {{(file ? "\"profile\": \"c\"," : "")}} "model": "none of them", "profiles": { "a": { "model": "one" }, "b": { "model": "two" }, "c": { "model": "three" } } }
            """);

        var result = await RunAsync(environment ? "b" : null, ["health", "-v", .. flag ? (string[])["--profile", "a"] : []]);

        Assert.Contains($"ollama-sdk: profile = {(flag ? "a" : environment ? "b" : "c")} ({origin}", result.Errors);
        Assert.Contains($"model = {model} (profile: profiles.", result.Errors);
    }

    [Fact]
    public async Task None_is_no_profile()
    {
        _home.Write("config.json", """{ "profile": "a", "model": "outer", "profiles": { "a": { "model": "inner" } } }""");

        var result = await RunAsync(null, "health", "-v", "--profile", "none");

        Assert.DoesNotContain("profile =", result.Errors);
        Assert.Contains("model = outer (config file: model of ", result.Errors);
    }

    [Theory]
    [InlineData("There is no profile 'wrok' (flag --profile); there are work, home. Did you mean 'work'?", """{ "profiles": { "work": {}, "home": {} } }""", "--profile", "wrok")]
    [InlineData("There is no profile 'work' (flag --profile): the settings have none. Make it with `ollama-sdk config set profiles.work.model MODEL`.", "{}", "--profile", "work")]
    [InlineData("There is no profile 'work' (profile of ", """{ "profile": "work" }""")]
    public async Task A_profile_that_is_not_there_is_told(string words, string settings, params string[] flags)
    {
        _home.Write("config.json", settings);

        var result = await RunAsync(null, ["models", .. flags]);

        Assert.Contains(words, result.Errors);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_profile_wins_over_the_rest_of_the_file_and_loses_to_the_environment_and_flags()
    {
        _home.Write("config.json", """
            {
              "provider": "laptop", "model": "outer", "timeout": "9m", "timeouts": { "idle": "9m", "connect": "9s" }, "retry": { "max_retries": 9, "base_delay": "9ms" }, "cache": { "ttl": "9m" },
              "providers": { "laptop": { "provider": "ollama", "model": "entry", "timeouts": { "idle": "8m", "first_byte": "8m" } } },
              "profile": "p",
              "profiles": { "p": { "timeout": "1m", "timeouts": { "idle": "1m" }, "retry": { "max_retries": 1 }, "model": "inner" } }
            }
            """);

        var plain = await RunAsync(null, "health", "-v");
        var flagged = await CliProcess.RunAsync(
            new CliStart { Home = _home.Path, Variables = new() { ["LLM_CLIENT_MAX_RETRIES"] = "5" } }, "health", "-v", "--timeout", "idle=2m", "--timeout", "3m");

        Assert.All((string[])[
            "model = inner (profile: profiles.p.model", ": timeout = 00:01:00 (profile: profiles.p.timeout", "idle timeout = 00:01:00 (profile: profiles.p.timeouts.idle",
            "first byte timeout = 00:08:00 (config file: providers.laptop.timeouts.first_byte", "connect timeout = 00:00:09 (config file: timeouts.connect",
            "retries = 1 (profile: profiles.p.retry.max_retries", "retry delay = 00:00:00.0090000 (config file: retry.base_delay", "cache time = 00:09:00 (config file: cache.ttl"],
            line => Assert.Contains(line, plain.Errors));
        Assert.All((string[])[
            "retries = 5 (environment variable LLM_CLIENT_MAX_RETRIES)", "idle timeout = 00:02:00 (flag --timeout)", ": timeout = 00:03:00 (flag --timeout)"],
            line => Assert.Contains(line, flagged.Errors));
    }

    [Fact]
    public async Task What_is_said_of_one_server_is_not_taken_for_another()
    {
        _home.Write("config.json", """
            { "model": "of-ollama", "base_url": "http://127.0.0.1:9", "profiles": { "p": { "provider": "mlx", "model": "of-mlx" } } }
            """);

        var other = await RunAsync(null, "health", "-v", "-p", "lmstudio");
        var profile = await RunAsync(null, "health", "-v", "--profile", "p");
        var named = await RunAsync(null, "health", "-v", "-p", "ollama");

        Assert.DoesNotContain("of-ollama", other.Errors);
        Assert.DoesNotContain("127.0.0.1:9", other.Errors + profile.Errors);
        Assert.Contains("model = of-mlx (profile: ", profile.Errors);
        Assert.Contains("model = of-ollama (config file: model of ", named.Errors);
    }

    [Theory]
    [InlineData("""{ "profile": "p", "profiles": { "p": { "base_url": "{0}" } }, "providers": { "ollama": { "base_url": "http://127.0.0.1:9", "api_key": "s3cret", "headers": { "X-Key": "s3cret" } } } }""", false)]
    [InlineData("""{ "profile": "p", "profiles": { "p": { "base_url": "{0}" } }, "api_key": "s3cret", "headers": { "X-Key": "s3cret" } }""", false)]
    [InlineData("""{ "base_url": "{0}", "providers": { "ollama": { "api_key": "s3cret" } } }""", false)]
    [InlineData("""{ "profile": "p", "profiles": { "p": { "api_key": "s3cret" } }, "providers": { "ollama": { "base_url": "{0}" } } }""", true)]
    [InlineData("""{ "profile": "p", "profiles": { "p": { "base_url": "{0}", "headers": { "X-Key": "s3cret" } } } }""", true)]
    public async Task A_key_goes_to_the_address_that_it_stands_with(string settings, bool isSent)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"models":[]}"""));
        _home.Write("config.json", settings.Replace("{0}", server.Url.ToString().TrimEnd('/'), StringComparison.Ordinal));

        await RunAsync(null, "ps");

        Assert.NotEmpty(server.Requests);
        Assert.All(server.Requests, request => Assert.Equal(isSent, request.Head.Contains("s3cret", StringComparison.Ordinal)));
    }

    public void Dispose() => _home.Dispose();

    private Task<CliResult> RunAsync(string? variable, params string[] args) =>
        CliProcess.RunAsync(new CliStart { Home = _home.Path, Variables = variable is null ? [] : new() { ["LLM_CLIENT_PROFILE"] = variable } }, args);
}
