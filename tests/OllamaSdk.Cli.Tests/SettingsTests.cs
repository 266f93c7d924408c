using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>Flag, environment, config file, default: which of them wins, and that --verbose says so.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly Folder _folder = new();

    [Theory]
    [InlineData("flag --base-url", true, true, true)]
    [InlineData("environment variable OLLAMA_HOST", false, true, true)]
    [InlineData("config file: providers.ollama.base_url of ", false, false, true)]
    public async Task The_first_of_flag_environment_and_file_wins(string origin, bool flag, bool environment, bool file)
    {
        await using var server = await DemoServer.StartAsync();
        var dead = FailureTests.ClosedAddress;
        var winner = new[] { flag, environment, file }.Index().First(place => place.Item).Index;
        string Address(int place) => place == winner ? server.Url : dead;
        var config = _folder.Write("config.json", $$"""{ "providers": { "ollama": { "base_url": "{{Address(2)}}" } } }""");

        var result = await CliProcess.RunAsync(
            new CliStart { Host = environment ? Address(1) : null },
            ["models", "-v", "--config", config, .. flag ? (string[])["--base-url", Address(0)] : []]);

        Assert.Contains($"ollama-sdk: base-url = {server.Url}/ ({origin}", result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("\"base_url\": \"http://no-such-host.invalid\", \"api_key\": \"s3cret-987\"")]
    [InlineData("\"base_url\": \"http://somebody:s3cret-987@no-such-host.invalid\"")]
    [InlineData("\"base_url\": \"http://no-such-host.invalid\", \"headers\": { \"X-Api-Key\": \"s3cret-987\" }")]
    public async Task K08_A_secret_of_the_file_goes_to_another_machine_in_clear_only_if_the_file_says_so(string entry)
    {
        var refuses = _folder.Write("refuses.json", $$"""{ "providers": { "ollama": { {{entry}} } } }""");
        var allows = _folder.Write("allows.json", $$"""{ "allow_api_key_over_http": true, "providers": { "ollama": { {{entry}} } } }""");

        var refused = await CliProcess.RunAsync("models", "--config", refuses);
        var allowed = await CliProcess.RunAsync("models", "--config", allows);

        Assert.Equal((2, 3), (refused.ExitCode, allowed.ExitCode));
        Assert.Contains("Use https, or set allow_api_key_over_http in the config file", refused.Errors);
        Assert.DoesNotContain("s3cret", refused.Errors + allowed.Errors);
    }

    [Fact]
    public async Task Nothing_said_is_the_default()
    {
        var result = await CliProcess.RunAsync("health", "-v");

        Assert.Contains("provider = ollama (default)", result.Errors);
        Assert.Contains("base-url = http://127.0.0.1:11434/ (default)", result.Errors);
        Assert.Contains("timeout = off (default)", result.Errors);
    }

    [Theory]
    [InlineData("timeout = 7", "(config file: timeout of ", null, null)]
    [InlineData("timeout = 9s", "(environment variable LLM_CLIENT_TIMEOUT)", "9s", null)]
    [InlineData("timeout = 00:00:11", "(flag --timeout)", "9s", "11")]
    public async Task Times_go_the_same_way(string value, string origin, string? environment, string? flag)
    {
        var config = _folder.Write("config.json", """{ "timeout": "7s" }""");
        var start = new CliStart { Variables = environment is null ? [] : new() { ["LLM_CLIENT_TIMEOUT"] = environment } };

        var result = await CliProcess.RunAsync(start, ["health", "-v", "--config", config, .. flag is null ? (string[])[] : ["--timeout", flag]]);

        var line = Assert.Single(result.Errors.Split('\n'), line => line.Contains(": timeout = ", StringComparison.Ordinal));
        Assert.Contains(origin, line);
        Assert.Contains(value.Replace("timeout = 7", "timeout = 00:00:07", StringComparison.Ordinal), line);
    }

    [Theory]
    [InlineData("idle timeout = 00:00:07 (config file: timeouts.idle of ", null, null)]
    [InlineData("idle timeout = 9s (environment variable LLM_CLIENT_IDLE_TIMEOUT)", "9s", null)]
    [InlineData("idle timeout = 00:00:11 (flag --timeout)", "9s", "idle=11")]
    public async Task Each_timer_goes_the_same_way(string line, string? environment, string? flag)
    {
        var config = _folder.Write("config.json", """{ "timeouts": { "idle": "7s", "first_byte": "off" }, "providers": { "ollama": { "timeouts": { "connect": "4s" } } } }""");
        var start = new CliStart { Variables = environment is null ? [] : new() { ["LLM_CLIENT_IDLE_TIMEOUT"] = environment } };

        var result = await CliProcess.RunAsync(
            start, ["health", "-v", "--config", config, .. flag is null ? (string[])[] : ["--timeout", flag, "--timeout", "1m", "--timeout", "transfer-idle=2m"]]);

        Assert.Contains($"ollama-sdk: {line}", result.Errors);
        Assert.Contains("first byte timeout = off (config file: timeouts.first_byte of ", result.Errors);
        Assert.Contains("connect timeout = 00:00:04 (config file: providers.ollama.timeouts.connect of ", result.Errors);
        if (flag is not null)
        {
            Assert.Contains(": timeout = 00:01:00 (flag --timeout)", result.Errors);
            Assert.Contains("transfer idle timeout = 00:02:00 (flag --timeout)", result.Errors);
        }
    }

    [Fact]
    public async Task A_flag_wins_over_a_server_s_own_timer()
    {
        var config = _folder.Write("config.json", """{ "providers": { "ollama": { "timeouts": { "idle": "4s" } } } }""");

        var result = await CliProcess.RunAsync("health", "-v", "--config", config, "--timeout", "idle=5s");

        Assert.Contains("idle timeout = 00:00:05 (flag --timeout)", result.Errors);
        Assert.DoesNotContain("00:00:04", result.Errors);
    }

    // Keys that begin as true, false and null do.
    [Theory]
    [InlineData("nvapi-k9S3cret")]
    [InlineData("tk9S3cret")]
    public async Task A_key_without_quotes_is_not_told(string key)
    {
        var config = _folder.Write("config.json", $$"""{ "providers": { "ollama": { "api_key": {{key}} } } }""");

        var result = await CliProcess.RunAsync("models", "--config", config);

        Assert.Contains("is wrong at $.providers.ollama.api_key, line 1: it has a word without quotes", result.Errors);
        Assert.DoesNotContain("k9S3cret", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lazy=5", "--timeout lazy=5: 'lazy' is no time limit; there are connect, streamed_generation,")]
    [InlineData("idle=soon", "--timeout: 'soon' is no time")]
    [InlineData("idle=0", "idle timeout is wrong")]
    public async Task A_wrong_timer_is_told(string flag, string words)
    {
        var result = await CliProcess.RunAsync("models", "--timeout", flag);

        Assert.Contains(words, result.Errors);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Silence_is_told_with_the_flag_that_changes_it()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(Lines.Chat("a") + "\n");
            await connection.HoldUntilClientClosesAsync();
        });

        var result = await CliProcess.RunAsync("chat", "-m", "m", "hello", "--timeout", "idle=200ms", "-u", server.Url.ToString());

        Assert.Contains("no more of the answer came for 0.2 s; raise --timeout idle=TIME", result.Errors);
        Assert.Equal(6, result.ExitCode);
    }

    [Fact]
    public async Task The_next_server_answers_where_the_first_is_dead_and_no_key_is_told()
    {
        await using var server = await DemoServer.StartAsync();
        var config = _folder.Write("config.json", $$"""
            {
              "provider": "office", // a name of one's own
              "providers": {
                "office": { "provider": "openai", "base_url": "{{FailureTests.ClosedAddress}}", "model": "big", "api_key": "sk-secret-1" },
                "laptop": { "provider": "ollama", "base_url": "{{server.Url}}", "model": "demo" },
              },
              "fallbacks": ["laptop"],
              "retry": { "max_retries": 0, "base_delay": "10ms" },
              "cache": { "ttl": "1m" }
            }
            """);

        var result = await CliProcess.RunAsync("chat", "-v", "--stats", "--config", config, "hello");

        Assert.Contains("You asked: \"hello\"", result.Output);
        Assert.Contains("the next server is asked", result.Errors);
        Assert.Contains("demo at ollama, fallback", result.Errors.Replace("demo:latest", "demo", StringComparison.Ordinal));
        Assert.Contains("API key = ***", result.Errors);
        Assert.Contains("retries = 0 (config file: retry.max_retries of ", result.Errors);
        Assert.DoesNotContain("sk-secret-1", result.Errors + result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_key_of_the_file_does_not_go_to_another_address()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"object":"list","data":[]}"""));
        var config = _folder.Write("config.json", """
            { "providers": { "openai": { "base_url": "http://127.0.0.1:9/v1", "api_key": "sk-secret-1", "headers": { "X-Team": "sk-secret-2" } } } }
            """);

        await CliProcess.RunAsync("models", "--config", config, "-u", server.Url.ToString());

        Assert.NotEmpty(server.Requests);
        Assert.All(server.Requests, request => Assert.DoesNotContain("sk-secret", request.Head));
    }

    [Fact]
    public async Task Fallbacks_do_not_heed_the_environment()
    {
        var config = _folder.Write("config.json", """{ "providers": { "ollama": { "model": "tiny" } }, "fallbacks": ["mlx"] }""");
        var start = new CliStart { Variables = new() { ["MLX_BASE_URL"] = "http://elsewhere.example/v1", ["MLX_MODEL_PATH"] = "another-model" } };

        var result = await CliProcess.RunAsync(start, "health", "-v", "--config", config);

        Assert.Contains("fallback 1's base-url = http://localhost:8080/v1", result.Errors);
        Assert.DoesNotContain("elsewhere", result.Errors);
        Assert.DoesNotContain("another-model", result.Errors);
    }

    [Theory]
    [InlineData("""{ "providers": { "ollama": { "base_ulr": "x" } } }""", "base_ulr")]
    [InlineData("""{ "providers": [] }""", "$.providers")]
    [InlineData("""{ "retry": { "max_retries": "two" } }""", "$.retry.max_retries")]
    [InlineData("{ \"timeout\": \n \"soon\" }", "'soon' is no time")]
    [InlineData("""{ "timeouts": { "idel": "5" } }""", "timeouts.idel")]
    [InlineData("""{ "providers": { "ollama": { "timeouts": { "idle": "soon" } } } }""", "providers.ollama.timeouts.idle")]
    [InlineData("{ ", "line 1")]
    [InlineData("""{ "provider": "nobody" }""", "'nobody', which is no provider")]
    [InlineData("""{ "providers": { "ollama": { "base_url": "ftp://x" } } }""", "providers.ollama.base_url")]
    [InlineData("""{ "providers": { "ollama": { "keep_alive": "soon" } } }""", "providers.ollama.keep_alive")]
    [InlineData("""{ "providers": { "ollama": { "context_length": -5 } } }""", "providers.ollama.context_length")]
    [InlineData("""{ "fallbacks": ["nobody"] }""", "fallbacks[0]")]
    [InlineData("""{ "fallbacks": [null] }""", "fallbacks[0]")]
    [InlineData("""{ "providers": { "ollama": { "headers": { "X-Team": "a\nb" } } } }""", "providers.ollama.headers")]
    public async Task A_wrong_file_is_told_with_the_place(string json, string words)
    {
        var config = _folder.Write("config.json", json);

        var result = await CliProcess.RunAsync("models", "--config", config);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("config.json", result.Errors);
        Assert.Contains(words, result.Errors);
        Assert.DoesNotContain("OllamaSdk.Cli", result.Errors);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task With_fallbacks_the_first_server_must_have_a_model()
    {
        var config = _folder.Write("config.json", """{ "fallbacks": ["mlx"] }""");

        var result = await CliProcess.RunAsync("chat", "hello", "--config", config);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("With fallbacks each server needs a model", result.Errors);
    }

    public void Dispose() => _folder.Dispose();
}
