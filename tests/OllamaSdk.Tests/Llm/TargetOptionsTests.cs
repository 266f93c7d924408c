namespace OllamaSdk.Tests.Llm;

/// <summary>The first server of an <see cref="LlmClient"/> as a client of its own: with what the environment says, and told without making any client.</summary>
public sealed class TargetOptionsTests
{
    private static readonly Dictionary<string, string> s_variables = new(StringComparer.Ordinal)
    {
        ["OLLAMA_BASE_URL"] = "http://h:1", ["LMSTUDIO_BASE_URL"] = "https://user:pass@h:2/v1", ["LMSTUDIO_API_KEY"] = "key", ["OLLAMA_TIMEOUT"] = "7", ["LLM_CLIENT_MAX_RETRIES"] = "9",
    };

    [Fact]
    public void Ollama_s_has_address_model_headers_time_limit_and_retries()
    {
        var target = new LlmTarget(LlmProviders.Ollama, "m") { Headers = { ["X-Own"] = "own" } };
        var options = Options(target).With(o => (o.Headers["X-All"], o.MaxLineBytes, o.MaxAnswerBytes) = ("all", 2048, 4096)).ToOllamaOptions();

        Assert.Equal(("http://h:1", "", "m"), (options.Endpoint, options.ApiKey, options.DefaultModel));
        Assert.Equal((TimeSpan.FromSeconds(7), 9, 2048, 4096), (options.Timeouts.Total, options.Retry.MaxRetries, options.MaxLineBytes, options.MaxAnswerBytes));
        Assert.Equal([("X-All", "all"), ("X-Own", "own")], options.Headers.Select(header => (header.Key, header.Value)).Order());
    }

    [Fact]
    public void Other_servers_have_no_native_API_but_all_have_the_other()
    {
        var studio = Options(new LlmTarget(LlmProviders.LmStudio, "m"));
        var options = studio.ToOpenAICompatibleOptions();

        Assert.Equal(("https://user:pass@h:2/v1", "key", "m"), (options.Endpoint, options.ApiKey, options.DefaultModel));
        Assert.Equal("http://h:1", Options(new LlmTarget(LlmProviders.Ollama, "m")).ToOpenAICompatibleOptions().Endpoint);
        Assert.Contains("LM Studio", Assert.Throws<InvalidOperationException>(studio.ToOllamaOptions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_told_as_the_client_tells_them()
    {
        var options = Options(new LlmTarget(LlmProviders.LmStudio, "m"));
        using var client = new LlmClient(options);

        var told = options.DescribeSettings();

        Assert.Equal(client.DescribeSettings(), told);
        Assert.Contains(told, setting => setting is { Name: "Targets[0].ApiKey", Value: "***", Source: "LMSTUDIO_API_KEY" });
        Assert.DoesNotContain(told, setting => setting.Value.Contains("pass", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_setting_is_told_with_its_origin()
    {
        var options = Options(new LlmTarget { Provider = "nobody" }).With(o => o.ConfigurationKey = name => name == "Targets[0].Provider" ? "provider of a.json" : null);

        foreach (var act in (Func<object>[])[options.DescribeSettings, options.ToOllamaOptions, options.ToOpenAICompatibleOptions])
        {
            Assert.Contains("provider of a.json", Assert.Throws<LlmConfigurationException>(act).Message, StringComparison.Ordinal);
        }
    }

    private static LlmClientOptions Options(LlmTarget target) => new() { Targets = { target }, ReadVariable = s_variables.GetValueOrDefault };
}
