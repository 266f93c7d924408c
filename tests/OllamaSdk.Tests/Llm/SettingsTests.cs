using OllamaSdk.Llm;

namespace OllamaSdk.Tests.Llm;

/// <summary>Which value holds, where it came from, and what is said of a wrong one.</summary>
public sealed class SettingsTests
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("ollama", "OLLAMA_HOST", "0.0.0.0:1", "http://127.0.0.1:1/")]
    [InlineData("ollama", "OLLAMA_BASE_URL", "http://h:2/v1", "http://h:2/")]
    [InlineData("ollama-v1", "OLLAMA_HOST", "h:3", "http://h:3/v1")]
    [InlineData("ollama", "OLLAMA_HOST", " :7 ", "http://127.0.0.1:7/")]
    [InlineData("ollama-v1", "OLLAMA_HOST", "[::]:7", "http://[::1]:7/v1")]
    [InlineData("ollama-v1", "OLLAMA_HOST", "http://0.0.0.0:7/", "http://127.0.0.1:7/v1")]
    [InlineData("ollama", "OLLAMA_HOST", "\"http://h:8/v1/\"", "http://h:8/")]
    [InlineData("ollama", "OLLAMA_BASE_URL", "https://h/proxy", "https://h/proxy")]
    [InlineData("ollama-v1", "OLLAMA_BASE_URL", "https://h/proxy/", "https://h/proxy/v1")]
    [InlineData("ollama-v1", "OLLAMA_BASE_URL", "https://h/proxy/v1", "https://h/proxy/v1")]
    [InlineData("lmstudio", "LMSTUDIO_BASE_URL", "\"http://h:4/\"", "http://h:4/v1")]
    [InlineData("lmstudio", "LMSTUDIO_BASE_URL", "http://h:4", "http://h:4/v1")]
    [InlineData("mlx", "MLX_BASE_URL", "http://h:5/v1", "http://h:5/v1")]
    [InlineData("ollama", "UNSET", "x", "http://127.0.0.1:11434/")]
    [InlineData("lmstudio", "UNSET", "x", "http://localhost:1234/v1")]
    [InlineData("mlx", "UNSET", "x", "http://localhost:8080/v1")]
    [InlineData("ollama-cloud", "OLLAMA_HOST", "h:6", "https://ollama.com/")]
    public void The_address_comes_from_the_environment_or_is_the_usual_one(string provider, string variable, string value, string expected)
    {
        _variables[variable] = value;

        var setting = Find(Create(new LlmTarget(LlmProviders.Find(provider)!, "m")), "Targets[0].Endpoint");

        Assert.Equal(expected, setting.Value);
        Assert.Equal(variable == "UNSET" || provider == "ollama-cloud" ? (SettingOrigin.Default, null) : (SettingOrigin.Environment, variable), (setting.Origin, setting.Source));
    }

    [Fact]
    public void Code_wins_over_the_environment_even_where_it_says_the_default()
    {
        (_variables["OLLAMA_HOST"], _variables["LLM_CLIENT_MAX_RETRIES"], _variables["LLM_CLIENT_CACHE_TTL"], _variables["LLM_CLIENT_TIMEOUT"]) = ("h:1", "7", "1m", "5");

        var byCode = Create(new LlmTarget(LlmProviders.Ollama, "m", "http://code:2"), o =>
        {
            o.Retry.MaxRetries = 2;
            o.ModelCacheLifetime = TimeSpan.FromSeconds(300);
            o.Timeouts.Total = Timeout.InfiniteTimeSpan;
        });
        var byEnvironment = Create(new LlmTarget(LlmProviders.Ollama, "m"));

        Assert.Equal(["Targets[0].Endpoint = http://code:2/ (Code)", "Retry.MaxRetries = 2 (Code)", "ModelCacheLifetime = 00:05:00 (Code)"],
            new[] { "Targets[0].Endpoint", "Retry.MaxRetries", "ModelCacheLifetime" }.Select(name => Find(byCode, name).ToString()));
        Assert.Equal("Timeouts.Total = off (Code)", Find(byCode, "Timeouts.Total").ToString());
        Assert.Equal(["http://h:1/ OLLAMA_HOST", "7 LLM_CLIENT_MAX_RETRIES", "1m LLM_CLIENT_CACHE_TTL", "5 LLM_CLIENT_TIMEOUT"],
            new[] { "Targets[0].Endpoint", "Retry.MaxRetries", "ModelCacheLifetime", "Targets[0].Timeouts.Total" }.Select(name => Find(byEnvironment, name)).Select(s => $"{s.Value} {s.Source}"));
    }

    [Fact]
    public void A_provider_s_time_limit_goes_before_the_general_one()
    {
        (_variables["OLLAMA_TIMEOUT"], _variables["LLM_CLIENT_TIMEOUT"]) = ("1h", "5");

        var targets = Create([new LlmTarget(LlmProviders.Ollama, "m"), new LlmTarget(LlmProviders.Mlx)]).Targets;

        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromSeconds(5)], targets.Select(t => t.Timeouts.Total));
    }

    [Fact]
    public void Keys_of_the_environment_go_only_where_they_were_meant_to()
    {
        (_variables["OLLAMA_API_KEY"], _variables["LMSTUDIO_API_KEY"]) = ("ollama-key", "studio-key");

        var targets = Create(
        [
            new LlmTarget(LlmProviders.Ollama, "m"), new LlmTarget(LlmProviders.OllamaCloud, "m"), new LlmTarget(LlmProviders.LmStudio, "m"),
            new LlmTarget(LlmProviders.LmStudio, "m", "https://elsewhere.example/v1"), new LlmTarget(LlmProviders.OllamaV1, "m", "https://ollama.com/v1"),
            new LlmTarget(LlmProviders.LmStudio, "n", "http://localhost:1234/v1"),
        ]).Targets;

        Assert.Equal([null, "ollama-key", "studio-key", null, "ollama-key", "studio-key"], targets.Select(t => t.ApiKey));
    }

    [Fact]
    public void Keys_and_passwords_are_not_shown()
    {
        _variables["LMSTUDIO_API_KEY"] = "s3cret-key";
        _variables["OLLAMA_HOST"] = "https://user:pa55word@h";

        var shown = string.Join('\n', Create([new LlmTarget(LlmProviders.LmStudio, "m"), new LlmTarget(LlmProviders.Ollama, "m")]).All);

        Assert.Contains("Targets[0].ApiKey = *** (Environment: LMSTUDIO_API_KEY)", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_comes_from_target_options_environment_or_provider()
    {
        _variables["MLX_MODEL_PATH"] = "/models/x";

        Assert.Equal(["t", "/models/x", "default"],
            Create([new LlmTarget(LlmProviders.Mlx, "t"), new LlmTarget(LlmProviders.Mlx), new LlmTarget(LlmProviders.LlamaCpp)]).Targets.Select(t => t.Model));
        Assert.Equal("d", Create(new LlmTarget(LlmProviders.Mlx), o => o.DefaultModel = "d").Targets[0].Model);
        Assert.Equal("d", Create(new LlmTarget(LlmProviders.Mlx, ""), o => o.DefaultModel = "d").Targets[0].Model);
    }

    [Theory]
    [InlineData("LLM_CLIENT_MAX_RETRIES", "-1")]
    [InlineData("LLM_CLIENT_MAX_RETRIES", "101")]
    [InlineData("LLM_CLIENT_RETRY_DELAY", "-0.5")]
    [InlineData("LLM_CLIENT_RETRY_DELAY", "soon")]
    [InlineData("LLM_CLIENT_CACHE_TTL", "1e300")]
    [InlineData("LLM_CLIENT_TIMEOUT", "0")]
    [InlineData("OLLAMA_TIMEOUT", "NaN")]
    [InlineData("OLLAMA_BASE_URL", "ftp://h")]
    [InlineData("OLLAMA_HOST", "h:99999")]
    public void A_wrong_variable_is_named(string variable, string value)
    {
        _variables[variable] = value;

        var error = Assert.Throws<LlmConfigurationException>(() => Create(new LlmTarget(LlmProviders.Ollama, "m")));

        Assert.Contains($"environment variable {variable}", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongOptions => new()
    {
        { "no targets", "Targets is empty" },
        { "unknown provider", "Targets[0].Provider is 'gpt'" },
        { "circle", "Targets[1] is the same server and model as Targets[0]" },
        { "no URL", "Targets[0].Endpoint" },
        { "no scheme", "Targets[0].Endpoint" },
        { "no endpoint", "Targets[0].Endpoint is missing" },
        { "key in clear", "Targets[0].ApiKey" },
        { "key with line break", "Targets[0].ApiKey" },
        { "header with line break", "Targets[0].Headers" },
        { "headers for all", "Headers would go to every server" },
        { "negative delay", "Retry.BaseDelay" },
        { "negative retries", "Retry.MaxRetries" },
        { "negative cache", "ModelCacheLifetime" },
        { "zero timeout", "Timeouts.Connect" },
        { "negative moving on", "Fallback.RetriesBeforeMovingOn" },
        { "breaker of one", "Breaker.Failures" },
        { "breaker backwards", "Breaker.LongestBreak" },
        { "context", "Targets[0].ContextLength" },
        { "null target", "Targets[0] is null" },
        { "short lines", "MaxLineBytes" },
        { "short answers", "MaxAnswerBytes" },
        { "password in clear", "Targets[0].Endpoint" },
        { "header in clear", "Targets[0].Headers" },
        { "common header in clear", "Headers" },
        { "common header", "Headers" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named_with_its_origin(string what, string expected)
    {
        var error = Assert.Throws<LlmConfigurationException>(() => Create([], o => Spoil(o, what)));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("It was " + (what is "no endpoint" or "no targets" ? "not set." : "set in code."), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    private static void Spoil(LlmClientOptions o, string what)
    {
        var target = new LlmTarget(LlmProviders.LmStudio, "m");
        if (what != "no targets")
        {
            o.Targets.Add(what == "null target" ? null! : target);
        }

        _ = what switch
        {
            "unknown provider" => target.Provider = "gpt",
            "no URL" => target.Endpoint = "http://not a url",
            "no scheme" => target.Endpoint = "user:s3cret@localhost:1234",
            "no endpoint" => target.Provider = "openai-compatible",
            "key in clear" => (target.Endpoint = "http://elsewhere.example") + (target.ApiKey = "s3cret"),
            "password in clear" => target.Endpoint = "http://user:s3cret@elsewhere.example",
            "header in clear" => (target.Endpoint = "http://elsewhere.example") + (target.Headers["Authorization"] = "Bearer s3cret"),
            "common header in clear" => target.Endpoint = "http://elsewhere.example",
            "key with line break" => target.ApiKey = "s3cret\r\nX: y",
            "header with line break" => target.Headers["X-A"] = "s3cret\r\n",
            _ => "",
        };
        if (what is "circle" or "headers for all")
        {
            o.Targets.Add(new LlmTarget(LlmProviders.LmStudio, "m", what == "circle" ? "http://localhost:1234" : "http://elsewhere.example"));
        }

        o.Retry.BaseDelay = TimeSpan.FromSeconds(what == "negative delay" ? -1 : 1);
        o.Retry.MaxRetries = what == "negative retries" ? -1 : 1;
        o.ModelCacheLifetime = TimeSpan.FromSeconds(what == "negative cache" ? -5 : 5);
        o.Timeouts.Connect = TimeSpan.FromSeconds(what == "zero timeout" ? 0 : 1);
        o.Fallback.RetriesBeforeMovingOn = what == "negative moving on" ? -1 : 0;
        o.MaxLineBytes = what == "short lines" ? 5 : 5000;
        o.MaxAnswerBytes = what == "short answers" ? 5 : 5000;
        o.Headers[what == "common header in clear" ? "Cookie" : "X-B"] = what == "common header" ? "s3cret\r\n" : "1";
        o.Breaker.Failures = what == "breaker of one" ? 1 : 2;
        o.Breaker.LongestBreak = TimeSpan.FromSeconds(what == "breaker backwards" ? 1 : 60);
        target.ContextLength = what == "context" ? 0 : null;
    }

    private ClientSettings Create(LlmTarget target, Action<LlmClientOptions>? change = null) => Create([target], change);

    private ClientSettings Create(LlmTarget[] targets, Action<LlmClientOptions>? change = null)
    {
        var options = new LlmClientOptions { ReadVariable = _variables.GetValueOrDefault };
        foreach (var target in targets)
        {
            options.Targets.Add(target);
        }

        return new ClientSettings(options.With(change ?? (_ => { })));
    }

    private static LlmSetting Find(ClientSettings settings, string name) => Assert.Single(settings.All, setting => setting.Name == name);
}
