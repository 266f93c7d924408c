using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>The interfaces that Refit.HttpClientFactory hands out go through the client's own pipeline, once.</summary>
public sealed class InterfaceTests
{
    private const string Busy = """{"error":"busy"}""";

    [Theory]
    [InlineData(null)]
    [InlineData("two")]
    public async Task What_was_registered_before_stays(string? key)
    {
        var mine = new OwnServer();
        using var host = Build((services, _) =>
        {
            if (key is null)
            {
                services.AddSingleton<IOllamaServerApi>(mine);
            }
            else
            {
                services.AddKeyedSingleton<IOllamaServerApi>(key, mine);
            }

            Add(services, key);
        });

        var all = key is null ? host.Services.GetServices<IOllamaServerApi>() : host.Services.GetKeyedServices<IOllamaServerApi>(key);

        Assert.Same(mine, Assert.Single(all));
        Assert.Equal("mine", (await Assert.Single(all).GetVersionAsync(cancellationToken: Ct)).Version);
    }

    [Fact]
    public void Adding_twice_registers_once()
    {
        using var host = Build((services, _) =>
        {
            services.AddOllama();
            services.AddOllama();
        });

        Assert.Single(host.Services.GetServices<IOllamaModelsApi>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("two")]
    public async Task Each_attempt_passes_the_user_s_handlers_once_inside_the_retry(string? key)
    {
        Counter named = new(), everywhere = new();
        await using ScriptedServer server = new(c => c.RespondJsonAsync(Busy, 503), c => c.RespondJsonAsync(Busy, 503), c => c.RespondVersionAsync());
        using var host = Build((services, _) =>
        {
            services.ConfigureHttpClientDefaults(b => b.AddHttpMessageHandler(() => new Forward(everywhere)));
            Add(services, key, o =>
            {
                o.Endpoint = server.Url.ToString();
                o.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
            }).AddHttpMessageHandler(() => new Forward(named));
        });

        await Api<IOllamaServerApi>(host.Services, key).GetVersionAsync(cancellationToken: Ct);

        Assert.Equal((3, 3, 3), (server.Requests.Count, named.Count, everywhere.Count));
    }

    [Fact]
    public async Task No_line_is_logged_twice()
    {
        await using ScriptedServer server = new(c => c.RespondVersionAsync());
        using Lines lines = new();
        using var host = Build((services, _) =>
        {
            services.AddLogging(b => b.AddProvider(lines).SetMinimumLevel(LogLevel.Information));
            services.AddOllama(o => o.Endpoint = server.Url.ToString());
        });

        await host.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct);
        var byClient = lines.Take();
        await host.Get<IOllamaServerApi>().GetVersionAsync(cancellationToken: Ct);
        var byInterface = lines.Take();

        Assert.NotEmpty(byClient);
        Assert.Equal(byClient, byInterface);
    }

    [Fact]
    public async Task A_failure_is_one_of_ours_and_the_interface_ends_with_its_client()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":"model 'x' not found"}""", 404));
        using var host = Build((services, _) => services.AddOllama(o => o.Endpoint = server.Url.ToString()));
        var models = host.Get<IOllamaModelsApi>();

        var missing = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => models.ShowModelAsync(new() { Model = "x" }, cancellationToken: Ct));
        Assert.Equal(server.Url, missing.Endpoint);
        host.Get<OllamaClient>().Dispose();

        var gone = await Assert.ThrowsAsync<ObjectDisposedException>(() => models.ListModelsAsync(cancellationToken: Ct));
        Assert.Contains("client was disposed", gone.Message, StringComparison.Ordinal);
    }

    private static T Api<T>(IServiceProvider services, string? key)
        where T : notnull => key is null ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(key);

    private static IHttpClientBuilder Add(IServiceCollection services, string? key, Action<OllamaClientOptions>? configure = null) =>
        key is null ? services.AddOllama(configure) : services.AddKeyedOllama(key, configure);

    private sealed class Counter
    {
        public int Count { get; set; }
    }

    private sealed class Forward(Counter counter) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            counter.Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>The categories and event ids of what was logged.</summary>
    private sealed class Lines : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public List<string> Take()
        {
            List<string> taken = [.. _lines];
            _lines.Clear();
            return taken;
        }

        public ILogger CreateLogger(string categoryName) => new Line(_lines, categoryName);

        public void Dispose()
        {
        }

        private sealed class Line(ConcurrentQueue<string> lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{category} {eventId}");
        }
    }

    private sealed class OwnServer : IOllamaServerApi
    {
        public Task PingAsync(CallOptions? options = null, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<VersionResponse> GetVersionAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new VersionResponse { Version = "mine" });

        public Task<ServerStatus> GetStatusAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ServerStatus());

        public Task<ModelRecommendationList> ListModelRecommendationsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ModelRecommendationList());
    }
}
