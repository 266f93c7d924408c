using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OllamaSdk.Testing;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OllamaSdk.Extensions.AI.Tests.Hosting;

/// <summary>
/// A host program as people write it: a client from the configuration, its health, a chat client with middleware, OpenTelemetry; and the server that it asks,
/// an emulator on a port.
/// </summary>
internal sealed class WatchedHost : IAsyncDisposable
{
    /// <summary>As Microsoft.Extensions.AI calls its own source and meter.</summary>
    public const string Middleware = "Experimental.Microsoft.Extensions.AI";

    private readonly OllamaEmulator _emulator = new();
    private readonly List<Activity> _spans = [];
    private readonly List<MetricSnapshot> _metrics = [];
    private readonly EmulatorListener _listener;
    private readonly IHost _host;

    private WatchedHost(OllamaEmulator emulator, EmulatorListener listener, Client client, Func<ChatClientBuilder, ChatClientBuilder> middleware)
    {
        (_emulator, _listener) = (emulator, listener);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Configuration(client, listener.Endpoint));
        builder.Logging.AddProvider(Logs);
        builder.Logging.SetMinimumLevel(LogLevel.Debug);
        var health = builder.Services.AddHealthChecks();
        var section = builder.Configuration.GetSection("Server");
        var added = client switch
        {
            Client.Ollama => (builder.Services.AddOllama(section), health.AddOllama()).Item1,
            Client.OpenAI => (builder.Services.AddOpenAICompatible(section), health.AddOpenAICompatible()).Item1,
            _ => (builder.Services.AddLlmClient(section), health.AddLlmClient()).Item1,
        };
        middleware(added.AddChatClient()).UseLogging();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(LlmTelemetry.SourceName, Middleware).AddInMemoryExporter(_spans))
            .WithMetrics(metrics => metrics.AddMeter(LlmTelemetry.MeterName, Middleware).AddInMemoryExporter(_metrics));
        _host = builder.Build();
    }

    public LogLines Logs { get; } = new();

    public Uri Address => new(_listener.Endpoint);

    public IServiceProvider Services => _host.Services;

    public OllamaEmulator Emulator => _emulator;

    public static async Task<WatchedHost> StartAsync(Client client, Func<ChatClientBuilder, ChatClientBuilder> middleware, CancellationToken cancellationToken)
    {
        var emulator = new OllamaEmulator();
        var host = new WatchedHost(emulator, await emulator.ListenAsync(cancellationToken: cancellationToken), client, middleware);
        await host._host.StartAsync(cancellationToken);
        return host;
    }

    public Task<HealthReport> CheckAsync(CancellationToken cancellationToken) => _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancellationToken);

    /// <summary>The spans that have ended, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Spans()
    {
        _host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        return [.. _spans];
    }

    /// <summary>What was measured, as it stands.</summary>
    public IReadOnlyList<MetricSnapshot> Metrics()
    {
        _metrics.Clear();
        _host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        return [.. _metrics];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _listener.DisposeAsync();
        _emulator.Dispose();
    }

    private static Dictionary<string, string?> Configuration(Client client, string address) => client switch
    {
        Client.Ollama => new() { ["Server:Endpoint"] = address, ["Server:DefaultModel"] = "demo" },
        Client.OpenAI => new() { ["Server:Endpoint"] = $"{address}/v1", ["Server:DefaultModel"] = "demo" },
        _ => new() { ["Server:Targets:0:Provider"] = "ollama", ["Server:Targets:0:Endpoint"] = address, ["Server:Targets:0:Model"] = "demo" },
    };

    internal sealed class LogLines : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, EventId Id)> _lines = new();

        public IReadOnlyCollection<(string Category, EventId Id)> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, ConcurrentQueue<(string Category, EventId Id)> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue((category, eventId));
        }
    }
}
