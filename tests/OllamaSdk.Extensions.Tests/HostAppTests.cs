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
        await foreach (var update in host.Get<LlmClient>().ChatStreamAsync("hi", Ct))
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

    [Theory]
    [InlineData("Connect")]
    [InlineData("StreamedGeneration")]
    [InlineData("UnstreamedGeneration")]
    [InlineData("FirstByte")]
    [InlineData("Idle")]
    [InlineData("TransferIdle")]
    [InlineData("Total")]
    public void Every_timer_can_be_configured_for_all_servers_and_for_each(string timer)
    {
        using var host = Build((services, configuration) => services.AddLlmClient(configuration.GetSection("Llm")),
            ("Llm:Targets:0:Provider", "mlx"), ("Llm:Targets:1:Provider", "lmstudio"), ("Llm:Targets:1:Model", "m"),
            ($"Llm:Timeouts:{timer}", "3m"), ($"Llm:Targets:1:Timeouts:{timer}", "off"));

        var settings = host.Get<LlmClient>().DescribeSettings().Select(s => s.ToString()).ToArray();

        Assert.Contains($"Timeouts.{timer} = 00:03:00 (Configuration: Llm:Timeouts:{timer})", settings);
        Assert.Contains($"Targets[1].Timeouts.{timer} = off (Configuration: Llm:Targets:1:Timeouts:{timer})", settings);
    }

    [Fact]
    public void What_code_changes_afterwards_is_said_to_come_from_code()
    {
        using var host = Build(
            (services, configuration) => services.AddLlmClient(configuration.GetSection("Llm"), o =>
            {
                o.Retry.MaxRetries = 1;
                o.Timeouts.Total = TimeSpan.FromMinutes(1);
                o.Breaker.Enabled = true;
                o.Targets[0].Endpoint = "http://localhost:98/v1";
                o.Targets.Add(new LlmTarget(LlmProviders.Vllm, "m"));
            }),
            ("Llm:Targets:0:Provider", "mlx"), ("Llm:Targets:0:Endpoint", "http://localhost:99/v1"), ("Llm:Targets:0:ApiKey", "s3cret"), ("Llm:DefaultModel", "d"),
            ("Llm:Retry:MaxRetries", "5"), ("Llm:Timeouts:Total", "1h"), ("Llm:Breaker:Enabled", "false"), ("Llm:Fallback:RestartAfterItems", "false"),
            ("Llm:PromptGuard:Mode", "refuse"), ("Llm:PromptGuard:AskWindow", "false"), ("Llm:Targets:0:PromptGuard:MaxContextLength", "8192"));

        var settings = host.Get<LlmClient>().DescribeSettings().Select(s => s.ToString()).ToArray();

        Assert.Contains("Retry.MaxRetries = 1 (Code)", settings);
        Assert.Contains("Timeouts.Total = 00:01:00 (Code)", settings);
        Assert.Contains("Breaker.Enabled = True (Default)", settings);
        Assert.Contains("Fallback.RestartAfterItems = False (Configuration: Llm:Fallback:RestartAfterItems)", settings);
        Assert.Contains("Targets[0].Provider = mlx (Configuration: Llm:Targets:0:Provider)", settings);
        Assert.Contains("Targets[0].Endpoint = http://localhost:98/v1 (Code)", settings);
        Assert.Contains("Targets[0].ApiKey = *** (Configuration: Llm:Targets:0:ApiKey)", settings);
        Assert.Contains("Targets[0].Model = d (Configuration: Llm:DefaultModel)", settings);
        Assert.Contains("Targets[1].Model = m (Code)", settings);
        Assert.Contains("PromptGuard.Mode = Refuse (Configuration: Llm:PromptGuard:Mode)", settings);
    }

    [Fact]
    public void Targets_are_known_by_their_keys_even_where_numbers_are_left_out()
    {
        using var host = Build(
            (services, configuration) => services.AddLlmClient(configuration.GetSection("Llm")),
            ("Llm:Targets:3:Model", "m"), ("Llm:Targets:10:Endpoints:5", "http://localhost:1"), ("Llm:Targets:10:Endpoints:7", "http://localhost:2"), ("Llm:Targets:10:Model", "n"));

        var settings = host.Get<LlmClient>().DescribeSettings().Select(s => s.ToString()).ToArray();

        Assert.Contains("Targets[0].Provider = ollama (Default)", settings);
        Assert.Contains("Targets[0].Model = m (Configuration: Llm:Targets:3:Model)", settings);
        Assert.Contains("Targets[1].Endpoints[1] = http://localhost:2/ (Configuration: Llm:Targets:10:Endpoints:7)", settings);
    }

    [Fact]
    public async Task An_empty_list_of_refusals_means_none()
    {
        await using ScriptedServer first = new(c => c.RespondJsonAsync("""{"error":"broken"}""", 500));
        await using ScriptedServer second = new(c => c.RespondJsonAsync("""{"model":"m","message":{"role":"assistant","content":"hello"},"done":true}"""));
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""
            { "Llm": { "Targets": [ { "Endpoint": "{{first.Url}}", "Model": "m" }, { "Endpoint": "{{second.Url}}", "Model": "m" } ],
                       "Fallback": { "OnRefusals": [] } } }
            """));
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddJsonStream(file);
        builder.Services.AddLlmClient(builder.Configuration.GetSection("Llm"));
        using var host = builder.Build();

        await Assert.ThrowsAsync<LlmApiException>(() => host.Get<LlmClient>().ChatAsync("hi", Ct));

        Assert.Empty(second.Requests);
    }
}
