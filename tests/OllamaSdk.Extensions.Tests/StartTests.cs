using Microsoft.Extensions.DependencyInjection;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>What is wrong with the configuration stops the host at its start, by the name of the key.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Endpoint", "ftp://h", "Ollama:Endpoint")]
    [InlineData("ApiKey", "s3cret key", "Ollama:ApiKey")]
    [InlineData("Retry:BaseDelay", "-1", "Ollama:Retry:BaseDelay")]
    [InlineData("Retry:MaxRetries", "many", "Ollama:Retry:MaxRetries")]
    [InlineData("Retry:MaxRetries", "101", "Ollama:Retry:MaxRetries")]
    [InlineData("Retry:Factor", "0.5", "Ollama:Retry:Factor")]
    [InlineData("Timeouts:Connect", "soon", "Ollama:Timeouts:Connect")]
    [InlineData("Timeouts:Idle", "0", "Ollama:Timeouts:Idle")]
    [InlineData("MaxLineBytes", "5", "Ollama:MaxLineBytes")]
    [InlineData("MaxAnswerBytes", "5", "Ollama:MaxAnswerBytes")]
    [InlineData("CloudEndpoint", "ftp://h", "configuration key Ollama:CloudEndpoint")]
    [InlineData("Endpont", "h", "'Endpont'")]
    public async Task Ollama(string key, string value, string expected) =>
        await FailsAsync(services => services.AddOllama(Section(services)), expected, ($"Ollama:{key}", value));

    [Theory]
    [InlineData("Endpoint", "https://", "Ollama:Endpoint")]
    [InlineData("Headers:X-A", "s3cret\nvalue", "Ollama:Headers")]
    [InlineData("SkipMalformedEvents", "perhaps", "Ollama:SkipMalformedEvents")]
    public async Task OpenAI_compatible(string key, string value, string expected) =>
        await FailsAsync(services => services.AddOpenAICompatible(Section(services)), expected, ($"Ollama:{key}", value));

    [Theory]
    [InlineData("Targets:0:Provider", "gpt", "configuration key Ollama:Targets:0:Provider")]
    [InlineData("Targets:0:Endpoint", "localhost", "configuration key Ollama:Targets:0:Endpoint")]
    [InlineData("Targets:0:KeepAlive", "long", "configuration key Ollama:Targets:0:KeepAlive")]
    [InlineData("Targets:0:Timeouts:Idle", "soon", "configuration key Ollama:Targets:0:Timeouts:Idle")]
    [InlineData("Targets:0:Timeouts:Idle", "0", "configuration key Ollama:Targets:0:Timeouts:Idle")]
    [InlineData("Targets:0:Timeouts:Idel", "5", "'Idel'")]
    [InlineData("Targets:0:ContextLength", "-1", "configuration key Ollama:Targets:0:ContextLength")]
    [InlineData("MaxLineBytes", "5", "configuration key Ollama:MaxLineBytes")]
    [InlineData("PromptGuard:Mode", "Maybe", "Ollama:PromptGuard:Mode")]
    [InlineData("PromptGuard:MaxContextLength", "0", "configuration key Ollama:PromptGuard:MaxContextLength")]
    [InlineData("Targets:0:PromptGuard:MaxContextLength", "0", "configuration key Ollama:Targets:0:PromptGuard:MaxContextLength")]
    [InlineData("MaxAnswerBytes", "5", "configuration key Ollama:MaxAnswerBytes")]
    [InlineData("Headers:X-A", "s3cret\nvalue", "configuration key Ollama:Headers")]
    [InlineData("Targets:0:Headers:X-A", "s3cret\nvalue", "configuration key Ollama:Targets:0:Headers")]
    [InlineData("Breaker:Failures", "1", "configuration key Ollama:Breaker:Failures")]
    [InlineData("ModelCacheLifetime", "-3", "configuration key Ollama:ModelCacheLifetime")]
    [InlineData("Fallback:OnRefusals", "ServerError", "configuration key Ollama:Fallback:OnRefusals is wrong: it is a single value")]
    [InlineData("Fallback:OnRefusals:0", "Whatever", "Ollama:Fallback:OnRefusals:0")]
    public async Task Llm_client(string key, string value, string expected) => await FailsAsync(
        services => services.AddLlmClient(Section(services)), expected, ("Ollama:Targets:0:Provider", "lmstudio"), ($"Ollama:{key}", value));

    [Theory]
    [InlineData("Targets:Model", "m", "key Ollama:Targets:Model is wrong: Targets must be a list")]
    [InlineData("Targets:1", "mlx", "key Ollama:Targets:1 is wrong: Targets must be a list")]
    [InlineData("Targets:1", null, "key Ollama:Targets:1 is wrong: Targets must be a list")]
    [InlineData("Targets", "mlx", "key Ollama:Targets is wrong: it is a single value")]
    [InlineData("Targets:0:Endpoints", "http://h", "key Ollama:Targets:0:Endpoints is wrong: it is a single value")]
    [InlineData("Targets:0:Timeouts", "30", "key Ollama:Targets:0:Timeouts is wrong: it is a single value")]
    [InlineData("Targets:0:Headers", "s3cret", "key Ollama:Targets:0:Headers is wrong: it is a single value")]
    [InlineData("Timeouts", "30", "key Ollama:Timeouts is wrong: it is a single value")]
    [InlineData("PromptGuard", "Tell", "key Ollama:PromptGuard is wrong: it is a single value")]
    [InlineData("Targets:0:PromptGuard", "Tell", "key Ollama:Targets:0:PromptGuard is wrong: it is a single value")]
    [InlineData("Retry", "3", "key Ollama:Retry is wrong: it is a single value")]
    [InlineData("Breaker", "off", "key Ollama:Breaker is wrong: it is a single value")]
    [InlineData("Fallback", "off", "key Ollama:Fallback is wrong: it is a single value")]
    public async Task A_value_where_there_should_be_several_is_not_passed_over(string key, string? value, string expected) => await FailsAsync(
        services => services.AddLlmClient(Section(services)), expected, ("Ollama:Targets:0:Provider", "lmstudio"), ($"Ollama:{key}", value));

    [Fact]
    public async Task What_is_wrong_in_a_target_is_said_by_its_own_key() => await FailsAsync(
        services => services.AddLlmClient(Section(services)), "configuration key Ollama:Targets:7:KeepAlive", ("Ollama:Targets:4:Model", "m"), ("Ollama:Targets:7:KeepAlive", "long"));

    [Fact]
    public async Task No_targets_at_all()
    {
        await FailsAsync(services => services.AddLlmClient(Section(services)), "Targets is empty");
        await FailsAsync(services => services.AddLlmClient(Section(services)), "It was not set. The configuration section Ollama does not exist.");
    }

    [Fact]
    public async Task What_code_made_wrong_is_not_said_of_the_configuration()
    {
        await FailsAsync(services => services.AddOllama(Section(services), o => o.Endpoint = "ftp://h"), "It was set in code.", ("Ollama:Endpoint", "http://localhost:1"));
        await FailsAsync(services => services.AddOpenAICompatible(Section(services), o => o.Retry.Factor = 0.1), "It was set in code.", ("Ollama:Retry:Factor", "2"));
        await FailsAsync(
            services => services.AddLlmClient(Section(services), o => o.Breaker.Failures = 1), "It was set in code.", ("Ollama:Targets:0:Model", "m"), ("Ollama:Breaker:Failures", "3"));
    }

    [Fact]
    public async Task What_code_sets_wrong_is_said_to_come_from_code() =>
        await FailsAsync(services => services.AddKeyedOllama("second", o => o.MaxLineBytes = 1), "It was set in code, for the client 'second'.");

    [Fact]
    public async Task What_is_right_starts()
    {
        using var host = Build((services, configuration) => services.AddOllama(configuration.GetSection("Ollama")), ("Ollama:Endpoint", "http://localhost:1"));

        await host.StartAsync(Ct);

        Assert.Equal(new Uri("http://localhost:1"), host.Get<OllamaClient>().Endpoint);
    }

    private static Microsoft.Extensions.Configuration.IConfigurationSection Section(IServiceCollection services) =>
        ((Microsoft.Extensions.Configuration.IConfiguration)services.Last(s => s.ServiceType == typeof(Microsoft.Extensions.Configuration.IConfiguration)).ImplementationInstance!).GetSection("Ollama");

    private static async Task FailsAsync(Action<IServiceCollection> add, string expected, params (string Key, string? Value)[] settings)
    {
        using var host = Build((services, configuration) =>
        {
            services.AddSingleton(configuration);
            add(services);
        }, [.. settings.GroupBy(s => s.Key).Select(s => s.Last())]);

        var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => host.StartAsync(Ct));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }
}
