namespace OllamaSdk.Tests.Llm;

/// <summary>The prompt guard of an <see cref="LlmClient"/>: where it can be set, and what wins.</summary>
public sealed class GuardSettingsTests
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    [Fact]
    public void A_target_wins_over_the_client_that_over_the_environment_that_over_the_default()
    {
        Assert.Equal((PromptGuardMode.Tell, SettingOrigin.Default, null), Mode(_ => { }));
        _variables["LLM_CLIENT_PROMPT_GUARD"] = "fit";
        Assert.Equal((PromptGuardMode.Fit, SettingOrigin.Environment, "LLM_CLIENT_PROMPT_GUARD"), Mode(_ => { }));
        Assert.Equal((PromptGuardMode.Off, SettingOrigin.Code, null), Mode(options => options.PromptGuard.Mode = PromptGuardMode.Off));
        Assert.Equal((PromptGuardMode.Tell, SettingOrigin.Code, null), Mode(options =>
        {
            options.PromptGuard.Mode = PromptGuardMode.Off;
            options.Targets[0].PromptGuard.Mode = PromptGuardMode.Tell;
        }));
    }

    [Fact]
    public void What_a_target_leaves_open_comes_from_the_client()
    {
        var options = Options(options =>
        {
            (options.PromptGuard.AskWindow, options.PromptGuard.MaxContextLength) = (false, 9000);
            options.Targets.Add(new LlmTarget("ollama", "m", "http://two") { PromptGuard = { AskWindow = true, MaxContextLength = 500 } });
        });

        var first = options.ToOllamaOptions().PromptGuard;
        options.Targets.RemoveAt(0);
        var second = options.ToOpenAICompatibleOptions().PromptGuard;

        Assert.Equal((false, 9000), (first.AskWindow, first.MaxContextLength));
        Assert.Equal((true, 500), (second.AskWindow, second.MaxContextLength));
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_place()
    {
        Assert.StartsWith("Targets[0].PromptGuard.MaxContextLength is wrong: ", Wrong(options => options.Targets[0].PromptGuard.MaxContextLength = 0), StringComparison.Ordinal);
        Assert.StartsWith("PromptGuard.MaxContextLength is wrong: ", Wrong(options => options.PromptGuard.MaxContextLength = -1), StringComparison.Ordinal);
        Assert.StartsWith("PromptGuard.Mode is wrong: ", Wrong(options => options.PromptGuard.Mode = (PromptGuardMode)7), StringComparison.Ordinal);
        _variables["LLM_CLIENT_PROMPT_GUARD"] = "maybe";
        Assert.Equal(
            "PromptGuard.Mode is wrong: 'maybe' is none of off, tell, refuse, fit. It comes from the environment variable LLM_CLIENT_PROMPT_GUARD.", Wrong(_ => { }));
    }

    private string Wrong(Action<LlmClientOptions> change) => Assert.Throws<LlmConfigurationException>(() => Options(change).DescribeSettings()).Message;

    private (PromptGuardMode Mode, SettingOrigin Origin, string? Source) Mode(Action<LlmClientOptions> change)
    {
        var options = Options(change);
        var setting = options.DescribeSettings().Last(setting => setting.Name.EndsWith("PromptGuard.Mode", StringComparison.Ordinal));
        return (options.ToOllamaOptions().PromptGuard.Mode, setting.Origin, setting.Source);
    }

    private LlmClientOptions Options(Action<LlmClientOptions> change)
    {
        var options = new LlmClientOptions { Targets = { new LlmTarget("ollama", "m", "http://one") }, ReadVariable = _variables.GetValueOrDefault };
        change(options);
        return options;
    }
}
