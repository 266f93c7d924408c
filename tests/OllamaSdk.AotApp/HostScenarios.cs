using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>Configuration and dependency injection: the binder and the container are where programs usually meet reflection.</summary>
internal static class HostScenarios
{
    public static async Task ConfiguredClientAsync()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("hello").Answer("grüße");
        await using var listener = await emulator.ListenAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Llm:Targets:0:Provider"] = "ollama",
            ["Llm:Targets:0:Endpoint"] = listener.Endpoint,
            ["Llm:Targets:0:Model"] = "demo",
            ["Llm:Retry:MaxRetries"] = "1",
            ["Llm:Timeouts:Total"] = "30",
            ["ConnectionStrings:ollama"] = $"Endpoint={listener.Endpoint};Model=demo",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        services.AddLlmClient(configuration.GetSection("Llm"));
        services.AddKeyedOllama("named", "ollama");
        services.AddHealthChecks().AddLlmClient().AddOllama("named");
        await using var provider = services.BuildServiceProvider();

        var answer = await provider.GetRequiredService<LlmClient>().ChatAsync("hello");
        var named = await provider.GetRequiredKeyedService<OllamaClient>("named").ChatAsync("hello");
        var health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Checks.Same("grüße", answer.Content, "the text");
        Checks.Same("grüße", named.Message?.Content, "the text by a connection string");
        Checks.Same(HealthStatus.Healthy, health.Status, "the health");
    }
}
