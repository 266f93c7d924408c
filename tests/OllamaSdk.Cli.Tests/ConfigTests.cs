namespace OllamaSdk.Cli.Tests;

/// <summary>The settings file that is read without being named, and the command that changes it.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly Folder _home = new();

    private CliStart Start => new() { Home = _home.Path };

    private string File => Path.Combine(_home.Path, "config.json");

    [Fact]
    public async Task What_is_set_holds_for_the_next_command()
    {
        await using var server = await DemoServer.StartAsync();

        var set = await RunAsync("config", "set", "base_url", server.Url);
        await RunAsync("config", "set", "model", "demo");
        var answer = await RunAsync("chat", "--stats", "-v", "hello");

        Assert.Equal($"base_url is set in {File}{Environment.NewLine}", set.Output);
        Assert.Equal("", set.Errors);
        Assert.Contains("You asked: \"hello\"", answer.Output);
        Assert.Contains($"settings file = {File}", answer.Errors);
        Assert.Contains($"base-url = {server.Url}/ (config file: base_url of {File}, line ", answer.Errors);
        Assert.Contains($"model = demo (config file: model of {File}, line ", answer.Errors);
    }

    [Fact]
    public async Task What_is_set_can_be_got_listed_and_unset()
    {
        await RunAsync("config", "set", "model", "llama3.2");
        await RunAsync("config", "set", "timeouts.idle", "5m");
        await RunAsync("config", "set", "retry.max_retries", "3");
        await RunAsync("config", "set", "allow_api_key_over_http", "true");
        await RunAsync("config", "set", "providers.office.base_url", "https://models.example/v1");
        await RunAsync("config", "set", "fallbacks", "ollama, office");

        string[] lines =
        [
            "model = llama3.2", "timeouts.idle = 5m", "retry.max_retries = 3", "allow_api_key_over_http = true", "providers.office.base_url = https://models.example/v1",
            "fallbacks = ollama, office",
        ];
        Assert.Equal(lines, Lines(await RunAsync("config", "list")));
        Assert.Equal(lines, Lines(await RunAsync("config")));
        Assert.Equal(["5m"], Lines(await RunAsync("config", "get", "timeouts.idle")));
        Assert.Equal(["providers.office.base_url = https://models.example/v1"], Lines(await RunAsync("config", "get", "providers")));
        Assert.Equal("3", (await RunAsync("config", "list", "--json")).Json().GetProperty("settings").GetProperty("retry.max_retries").GetString());

        Assert.Equal(0, (await RunAsync("config", "unset", "timeouts")).ExitCode);
        var gone = await RunAsync("config", "get", "timeouts.idle");
        Assert.Equal($"ollama-sdk: timeouts.idle is not set in {File}.{Environment.NewLine}", gone.Errors);
        Assert.Equal(1, gone.ExitCode);
        Assert.Equal(1, (await RunAsync("config", "unset", "timeouts")).ExitCode);
    }

    [Fact]
    public async Task Who_keeps_a_second_server_is_told_that_it_is_asked_first()
    {
        var told = await RunAsync("config", "set", "providers.lmstudio.model", "m");
        await RunAsync("config", "set", "provider", "ollama");
        var quiet = await RunAsync("config", "set", "providers.lmstudio.model", "n");

        Assert.Equal($"ollama-sdk: 'lmstudio' is asked first, since it stands first; choose with: ollama-sdk config set provider NAME{Environment.NewLine}", told.Errors);
        Assert.Equal("", quiet.Errors);
    }

    [Fact]
    public async Task The_path_is_told_whether_there_is_a_file_or_not()
    {
        var before = await RunAsync("config", "path", "--json");
        var empty = await RunAsync("config", "list");
        await RunAsync("config", "set", "model", "m");
        var after = await RunAsync("config", "path", "--json");

        Assert.Equal((File, false), (before.Json().GetProperty("path").GetString(), before.Json().GetProperty("exists").GetBoolean()));
        Assert.True(after.Json().GetProperty("exists").GetBoolean());
        Assert.Equal($"{File}{Environment.NewLine}", (await RunAsync("config", "path")).Output);
        Assert.Equal("", empty.Output);
        Assert.Contains("ollama-sdk config set model", empty.Errors);
        Assert.Equal(0, empty.ExitCode);
    }

    [Theory]
    [InlineData("timeouts.idel", "5m", "'idel' is no time limit; there are connect,")]
    [InlineData("timeouts.idle", "soon", "timeouts.idle: 'soon' is no time")]
    [InlineData("timeouts.idle", "0", "idle timeout is wrong")]
    [InlineData("retry.max_retries", "two", "retry.max_retries takes a whole number, not 'two'")]
    [InlineData("retry.max_retries", "-2", "retries is wrong")]
    [InlineData("retry.base_delay", "soon", "retry.base_delay: 'soon' is no time")]
    [InlineData("cache.ttl", "soon", "cache.ttl: 'soon' is no time")]
    [InlineData("keep_alive", "soon", "keep_alive: 'soon' is no time")]
    [InlineData("context_length", "-5", "context length is wrong")]
    [InlineData("allow_api_key_over_http", "yes", "allow_api_key_over_http takes true or false, not 'yes'")]
    [InlineData("base_url", "ftp://x", "'ftp://x' cannot be used")]
    [InlineData("providers.office.base_url", "ftp://x", "'ftp://x' cannot be used")]
    [InlineData("headers.X-Team", "a\nb", "headers")]
    [InlineData("provider", "olama", "provider: there is no server 'olama'; there are ollama,")]
    [InlineData("provider", "olama", "Did you mean 'ollama'?")]
    [InlineData("profile", "work", "profile: there is no profile 'work'; none has been set.")]
    [InlineData("fallbacks", "ollama,nobody", "fallbacks: there is no server 'nobody'")]
    [InlineData("modle", "x", "There is no setting 'modle'. Did you mean 'model'? There are ")]
    [InlineData("providers.office.modle", "x", "Did you mean 'providers.office.model'?")]
    [InlineData("model.x", "x", "There is no setting 'model.x': model has no parts.")]
    [InlineData("retry", "x", "retry is no single value; there are retry.max_retries,")]
    [InlineData("providers.office", "x", "providers.office is no single value; there are providers.office.provider,")]
    [InlineData("headers", "x", "headers is no single value: it has names of your own, as in headers.NAME.")]
    public async Task A_wrong_name_or_value_is_refused(string name, string value, string words)
    {
        var result = await RunAsync("config", "set", name, value);

        Assert.Contains(words, result.Errors);
        Assert.StartsWith("ollama-sdk: ", result.Errors);
        Assert.Equal(2, result.ExitCode);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("api_key", "s3cret-1")]
    [InlineData("providers.office.api_key", "s3cret-2")]
    [InlineData("headers.X-Team", "s3cret-3")]
    [InlineData("base_url", "http://somebody:s3cret-4@127.0.0.1:11434")]
    public async Task A_secret_is_kept_and_never_told(string name, string value)
    {
        var set = await CliProcess.RunAsync(new CliStart { Home = _home.Path, Input = value + "\n" }, "config", "set", name, "-");
        var got = await RunAsync("config", "get", name);
        var listed = await RunAsync("config", "list", "--json");
        var verbose = await RunAsync("models", "-v");

        Assert.Contains(value, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Contains("***", got.Output);
        Assert.DoesNotContain("s3cret", string.Concat(((CliResult[])[set, got, listed, verbose]).Select(result => result.Output + result.Errors)));
    }

    [Fact]
    public async Task What_somebody_has_written_by_hand_stays()
    {
        _home.Write("config.json", "{\n  // mine\n  \"model\": \"old\", // for now\n  \"of_another_version\": { \"a\": [1, 2] },\n}\n");

        var set = await RunAsync("config", "set", "model", "new");
        await RunAsync("config", "set", "timeouts.idle", "5m");

        Assert.Equal(
            "{\n  // mine\n  \"model\": \"new\", // for now\n  \"of_another_version\": { \"a\": [1, 2] },\n  \"timeouts\": {\n    \"idle\": \"5m\"\n  }\n}\n",
            await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal(0, set.ExitCode);
        Assert.Contains("of_another_version", (await RunAsync("config", "list")).Output);
        Assert.Equal(0, (await RunAsync("config", "unset", "of_another_version")).ExitCode);
        Assert.DoesNotContain("of_another_version", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{\n  \"model\": \"m\",\n  \"timeouts\": { \"idle\" \"5m\" }\n}", "line 3")]
    [InlineData("{\n  \"modle\": \"m\"\n}", "line 2")]
    [InlineData("{\n\n  \"timeouts\": {\n    \"idle\": \"soon\"\n  }\n}", "timeouts.idle of {0}, line 4: 'soon' is no time")]
    [InlineData("{\n\n  \"base_url\": \"ftp://x\"\n}", "base_url of {0}, line 3")]
    [InlineData("{\n \"fallbacks\": [\n \"nobody\" ] }", "fallbacks[0] of {0}, line 3")]
    public async Task A_wrong_file_is_told_with_its_line_and_config_still_tells_where_it_is(string json, string words)
    {
        _home.Write("config.json", json);

        var result = await RunAsync("models");
        var path = await RunAsync("config", "path");

        Assert.Contains(words.Replace("{0}", File, StringComparison.Ordinal), result.Errors);
        Assert.Contains(File, result.Errors);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal((0, $"{File}{Environment.NewLine}"), (path.ExitCode, path.Output));
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_written_over()
    {
        const string Broken = "{ \"model\": ";
        _home.Write("config.json", Broken);

        var set = await RunAsync("config", "set", "model", "new");
        var list = await RunAsync("config", "list");

        Assert.All((CliResult[])[set, list], result => Assert.Equal(2, result.ExitCode));
        Assert.All((CliResult[])[set, list], result => Assert.Contains($"The config file {File} is wrong at", result.Errors));
        Assert.Equal(Broken, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_value_can_be_mended_one_after_the_other()
    {
        _home.Write("config.json", """{ "timeouts": { "idle": "soon", "connect": "later" }, "modle": "x" }""");

        var first = await RunAsync("config", "set", "timeouts.idle", "5m");
        await RunAsync("config", "set", "timeouts.connect", "5s");
        var last = await RunAsync("config", "unset", "modle");

        Assert.Equal(0, first.ExitCode);
        Assert.Contains("the settings cannot be used yet: ", first.Errors);
        Assert.Equal((0, ""), (last.ExitCode, last.Errors));
    }

    [Fact]
    public async Task A_named_file_stands_in_the_place_of_the_usual_one()
    {
        await using var server = await DemoServer.StartAsync();
        _home.Write("config.json", """{ "provider": "mlx" }""");
        var other = Path.Combine(_home.Path, "new", "other.json");

        await RunAsync("config", "set", "base_url", server.Url, "--config", other);
        var result = await RunAsync("models", "--config", other);

        Assert.Contains("demo:latest", result.Output);
        Assert.Equal($"{other}{Environment.NewLine}", (await RunAsync("config", "path", "--config", other)).Output);
    }

    [Fact]
    public async Task The_file_is_for_its_owner_only_and_a_link_stays_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        await RunAsync("config", "set", "api_key", "k");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        var elsewhere = _home.Write("elsewhere.json", "{}");
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, elsewhere);

        await RunAsync("config", "set", "model", "m");

        Assert.Equal(elsewhere, new FileInfo(File).LinkTarget);
        Assert.Contains("\"m\"", await System.IO.File.ReadAllTextAsync(elsewhere, TestContext.Current.CancellationToken));
        Assert.Equal(["config.json", "elsewhere.json"], Directory.GetFiles(_home.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Demo_needs_no_settings()
    {
        _home.Write("config.json", "{ broken");

        var result = await RunAsync("chat", "--demo", "hello");

        Assert.Contains("You asked: \"hello\"", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    public void Dispose() => _home.Dispose();

    private Task<CliResult> RunAsync(params string[] args) => CliProcess.RunAsync(Start, args);

    private static string[] Lines(CliResult result) => result.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
