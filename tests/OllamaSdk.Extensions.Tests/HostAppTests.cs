using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>A program as users write it: a configuration file, injection, a health check, a streamed answer.</summary>
public sealed class HostAppTests
{
    [Fact]
    public async Task A_file_becomes_a_client_that_answers()
    {
        await using ScriptedServer first = new(c => c.RespondJsonAsync("""{"error":"broken"}""", 500));
        await using ScriptedServer second = new(c => c.Request.Path == "/api/version"
            ? c.RespondVersionAsync()
            : c.RespondNdjsonAsync("""{"model":"m","message":{"role":"assistant","content":"hello"},"done":false}""", """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}"""));
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "app.json");
        await File.WriteAllTextAsync(file, $$"""
            { "Llm": {
                "Targets": [
                  { "Provider": "lmstudio", "Endpoint": "{{first.Url}}v1", "Model": "a", "ApiKey": "the-key" },
                  { "Provider": "ollama", "Endpoint": "{{second.Url}}", "Model": "m", "ContextLength": 8192, "KeepAlive": "forever", "Headers": { "X-Team": "blue" } } ],
                "Fallback": { "OnRefusals": [ "ServerError" ] },
                "Timeouts": { "Total": "90", "Idle": "off" },
                "ModelCacheLifetime": "2m" } }
            """, Ct);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddJsonFile(file);
        builder.Services.AddLlmClient(builder.Configuration.GetSection("Llm"));
        builder.Services.AddHealthChecks().AddLlmClient();
        using var host = builder.Build();
        await host.StartAsync(Ct);

        var health = (await host.Get<HealthCheckService>().CheckHealthAsync(Ct)).Entries["llm"];
        List<LlmUpdate> updates = [];
        await foreach (var update in host.Get<LlmClient>().GenerateStreamAsync("hi", Ct))
        {
            updates.Add(update);
        }

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("broken", health.Description, StringComparison.Ordinal);
        Assert.Equal("hello", updates[0].ContentDelta);
        Assert.Equal(("ollama", true), (updates[^1].Response!.Provider, updates[^1].Response!.UsedFallback));
        Assert.Equal("Bearer the-key", first.Requests[^1].Header("Authorization"));
        var sent = second.Requests[^1];
        Assert.Equal((null, "blue"), (sent.Header("Authorization"), sent.Header("X-Team")));
        Assert.Equal((8192, -1), (sent.Json().GetProperty("options").GetProperty("num_ctx").GetInt32(), sent.Json().GetProperty("keep_alive").GetInt32()));
        await host.StopAsync(Ct);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Settings_from_configuration_say_so()
    {
        using var host = Build((services, configuration) => services.AddLlmClient(configuration.GetSection("Llm"), o => o.Breaker.Enabled = false),
            ("Llm:Targets:0:Provider", "mlx"), ("Llm:Targets:0:Endpoint", "http://localhost:99/v1"), ("Llm:Retry:MaxRetries", "5"), ("Llm:ModelCacheLifetime", "00:02:00"), ("Llm:Timeouts:Total", "1h"));

        var settings = host.Get<LlmClient>().DescribeSettings().Select(s => s.ToString()).ToArray();

        Assert.Contains("Targets[0].Endpoint = http://localhost:99/v1 (Configuration: Llm:Targets:0:Endpoint)", settings);
        Assert.Contains("Retry.MaxRetries = 5 (Configuration: Llm:Retry:MaxRetries)", settings);
        Assert.Contains("ModelCacheLifetime = 00:02:00 (Configuration: Llm:ModelCacheLifetime)", settings);
        Assert.Contains("Timeouts.Total = 01:00:00 (Configuration: Llm:Timeouts:Total)", settings);
        Assert.Contains("Breaker.Enabled = False (Code)", settings);
    }
}
