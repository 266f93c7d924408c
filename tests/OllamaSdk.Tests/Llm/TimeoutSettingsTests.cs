using OllamaSdk.Llm;
using OllamaSdk.TestKit;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Llm;

/// <summary>Every timer of an <see cref="LlmClient"/>: where it can be set, what wins, and that it then holds.</summary>
public sealed class TimeoutSettingsTests
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>The names are part of the program's interface, so they stand here in full.</summary>
    public static TheoryData<string, string> Timers => new()
    {
        { "Connect", "LLM_CLIENT_CONNECT_TIMEOUT" },
        { "StreamedGeneration", "LLM_CLIENT_STREAMED_GENERATION_TIMEOUT" },
        { "UnstreamedGeneration", "LLM_CLIENT_UNSTREAMED_GENERATION_TIMEOUT" },
        { "FirstByte", "LLM_CLIENT_FIRST_BYTE_TIMEOUT" },
        { "Idle", "LLM_CLIENT_IDLE_TIMEOUT" },
        { "TransferIdle", "LLM_CLIENT_TRANSFER_IDLE_TIMEOUT" },
        { "Total", "LLM_CLIENT_TIMEOUT" },
    };

    [Fact]
    public void No_timer_is_missing_here() => Assert.Equal(
        typeof(TimeoutOptions).GetProperties().Select(property => property.Name).Order(), Timers.Select(row => row.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Timers))]
    public void A_target_wins_over_the_client_that_over_the_environment_that_over_the_default(string name, string variable)
    {
        var timer = TimerSetting.All.Single(timer => timer.Name == name);
        Assert.Equal((timer.Default, SettingOrigin.Default, null), Find(_ => { }));
        _variables[variable] = "7s";
        Assert.Equal((TimeSpan.FromSeconds(7), SettingOrigin.Environment, variable), Find(_ => { }));
        Assert.Equal((TimeSpan.FromSeconds(8), SettingOrigin.Code, null), Find(options => timer.Set(options.Timeouts, TimeSpan.FromSeconds(8))));
        Assert.Equal((TimeSpan.FromSeconds(9), SettingOrigin.Code, null), Find(options =>
        {
            timer.Set(options.Timeouts, TimeSpan.FromSeconds(8));
            timer.Set(options.Targets[0].Timeouts, TimeSpan.FromSeconds(9));
        }));
        _variables[variable] = "off";
        Assert.Equal((Timeout.InfiniteTimeSpan, SettingOrigin.Environment, variable), Find(_ => { }));

        (TimeSpan, SettingOrigin, string?) Find(Action<LlmClientOptions> change)
        {
            var options = Options(change);
            var setting = options.DescribeSettings().Last(setting => setting.Name.EndsWith($"Timeouts.{name}", StringComparison.Ordinal));
            return (timer.Of(options.ToOllamaOptions().Timeouts), setting.Origin, setting.Source);
        }
    }

    [Theory]
    [MemberData(nameof(Timers))]
    public void What_is_wrong_is_told_with_its_place(string name, string variable)
    {
        var timer = TimerSetting.All.Single(timer => timer.Name == name);
        foreach (var text in (string[])["soon", "0", "-1", "60d", "2000h"])
        {
            _variables[variable] = text;
            var error = Assert.Throws<LlmConfigurationException>(() => Options(_ => { }).DescribeSettings());
            Assert.Contains($"Timeouts.{name} is wrong: '{text}'", error.Message, StringComparison.Ordinal);
            Assert.EndsWith($"It comes from the environment variable {variable}.", error.Message, StringComparison.Ordinal);
        }

        _variables.Clear();
        var own = Assert.Throws<LlmConfigurationException>(() => Options(options => timer.Set(options.Targets[0].Timeouts, TimeSpan.Zero)).DescribeSettings());
        var all = Assert.Throws<LlmConfigurationException>(() => Options(options => timer.Set(options.Timeouts, TimeSpan.Zero)).DescribeSettings());
        Assert.StartsWith($"Targets[0].Timeouts.{name} is wrong: {name} is 00:00:00; ", own.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Timeouts.{name} is wrong: {name} is 00:00:00; ", all.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_s_idle_time_holds()
    {
        var (clock, body) = (new FakeClock(), new ChannelStream());
        using var handler = new StubHandler(() => body);
        _variables["LLM_CLIENT_IDLE_TIMEOUT"] = "3";
        await using var client = new LlmClient(Options(options => (options.Handler, options.TimeProvider) = (handler, clock)));
        body.SendLine(TestClient.Chunk);
        var call = client.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync();
        await body.WaitForReadAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(3));
        clock.Advance(TimeSpan.FromSeconds(3));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));

        Assert.Equal((LlmTimer.Idle, TimeSpan.FromSeconds(3)), (error.Timer, error.Limit));
    }

    [Fact]
    public async Task Each_target_has_its_own_and_the_next_is_asked_when_the_first_s_is_over()
    {
        var clock = new FakeClock();
        await using var slow = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Last));
        await using var client = new LlmClient(Options(options =>
        {
            options.TimeProvider = clock;
            options.Retry.MaxRetries = 0;
            options.Targets[0].Endpoint = slow.Url.ToString();
            options.Targets[0].Timeouts.UnstreamedGeneration = TimeSpan.FromSeconds(4);
            options.Targets[0].Timeouts.Connect = TimeSpan.FromSeconds(6);
            options.Targets.Add(new LlmTarget("ollama", "m", other.Url.ToString()));
        }));
        var call = client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(4));
        clock.Advance(TimeSpan.FromSeconds(4));

        var answer = await Guard.Within(call);

        Assert.Equal(other.Url, answer.Endpoint);
        Assert.Equal(LlmTimer.FirstByte, Assert.IsType<LlmTimeoutException>(Assert.Single(answer.Failures).Error).Timer);
    }

    [Fact]
    public void Equal_servers_with_unequal_times_stay_apart()
    {
        var options = Options(options =>
        {
            options.Targets[0].Model = "small";
            options.Targets.Add(new LlmTarget("ollama", "large", "http://h:1") { Timeouts = { StreamedGeneration = TimeSpan.FromHours(1) } });
        });

        var targets = new ClientSettings(options).Targets;

        Assert.Equal([TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)], targets.Select(target => TargetOptions.Ollama(target, new ClientSettings(options), options).Timeouts.StreamedGeneration));
    }

    private LlmClientOptions Options(Action<LlmClientOptions> change)
    {
        var options = new LlmClientOptions { Targets = { new LlmTarget("ollama", "m", "http://h:1") }, ReadVariable = _variables.GetValueOrDefault };
        change(options);
        return options;
    }
}
