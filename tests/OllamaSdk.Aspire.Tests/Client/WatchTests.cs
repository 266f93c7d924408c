using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using static OllamaSdk.Aspire.Tests.Client.UserProgram;

namespace OllamaSdk.Aspire.Tests.Client;

/// <summary>What comes with a client: health, traces, metrics, and none of the service defaults' resilience.</summary>
public sealed class WatchTests
{
    private const string Switches = "Aspire:OllamaSdk";

    [Fact]
    public async Task Its_server_is_among_the_health_checks()
    {
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync(cancellationToken: Ct);
        await using var ill = new ScriptedServer(c => c.RespondJsonAsync("{}", 503));
        using var program = Build(
            builder =>
            {
                builder.AddOllamaClient("well");
                builder.AddKeyedOllamaClient("ill");
                builder.AddKeyedOllamaClient("not-asked", settings => settings.DisableHealthChecks = true);
                builder.AddKeyedOllamaClient("off");
            },
            ("ConnectionStrings:well", listener.Endpoint), ("ConnectionStrings:ill", ill.Url.ToString()),
            ("ConnectionStrings:not-asked", "http://box"), ("ConnectionStrings:off", "http://box"), ($"{Switches}:off:DisableHealthChecks", "true"));

        var report = await program.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.Equal(
            [("ollama", HealthStatus.Healthy), ("ollama:ill", HealthStatus.Unhealthy)],
            report.Entries.Select(entry => (entry.Key, entry.Value.Status)).Order());
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData("DisableTracing", false, true)]
    [InlineData("DisableMetrics", true, false)]
    public async Task Its_calls_are_among_the_traces_and_metrics_unless_that_is_switched_off(string? off, bool hasTraces, bool hasMetrics)
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync(cancellationToken: Ct);
        using var program = Build(
            builder =>
            {
                builder.AddOllamaClient("ollama");
                builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter(spans)).WithMetrics(metrics_ => metrics_.AddInMemoryExporter(metrics));
            },
            ("ConnectionStrings:ollama", $"Endpoint={listener.Endpoint};Model=demo"), ($"{Switches}:{off ?? "Other"}", "true"));
        await program.StartAsync(Ct);

        await program.Get<OllamaClient>().ChatAsync("hello", cancellationToken: Ct);

        program.Get<TracerProvider>().ForceFlush();
        program.Get<MeterProvider>().ForceFlush();
        Assert.Equal(hasTraces, spans.Any(span => span.DisplayName == "chat demo"));
        Assert.Equal(hasMetrics, metrics.Any(metric => metric.Name == "gen_ai.client.operation.duration"));
    }

    [Fact]
    public async Task The_service_defaults_do_not_ask_again_nor_cut_answers_short_but_what_was_added_on_purpose_stays()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("{}", 500));
        var passed = 0;
        using var program = Build(
            builder =>
            {
                // As Aspire's service defaults do, before the clients; and after them it would be the same.
                builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
                builder.AddOllamaClient("plain", configureOptions: options => options.Retry.MaxRetries = 0);
                builder.AddKeyedOllamaClient("own", configureOptions: options => options.Retry.MaxRetries = 0)
                    .AddHttpMessageHandler(() => new Counter(() => passed++))
                    .AddStandardResilienceHandler();
            },
            ("ConnectionStrings:plain", server.Url.ToString()), ("ConnectionStrings:own", server.Url.ToString()));

        await Assert.ThrowsAsync<LlmApiException>(() => program.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct));

        Assert.Single(server.Requests);
        var handlers = Handlers(program.Get<IHttpMessageHandlerFactory>().CreateHandler("OllamaClient:own"));
        Assert.Single(handlers, handler => handler is Counter);
        Assert.Contains(handlers, handler => handler.GetType().Name == "ResilienceHandler");
        Assert.DoesNotContain(Handlers(program.Get<IHttpMessageHandlerFactory>().CreateHandler("OllamaClient")), handler => handler.GetType().Name == "ResilienceHandler");
        Assert.Equal(0, passed);
    }

    private static List<HttpMessageHandler> Handlers(HttpMessageHandler outermost)
    {
        List<HttpMessageHandler> handlers = [outermost];
        while (handlers[^1] is DelegatingHandler { InnerHandler: { } inner })
        {
            handlers.Add(inner);
        }

        return handlers;
    }

    private sealed class Counter(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
