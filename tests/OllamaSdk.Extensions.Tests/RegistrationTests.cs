using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>What can be resolved, and what lies behind it.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Clients_with_and_without_names_go_to_their_own_servers()
    {
        await using ScriptedServer one = new(c => c.RespondVersionAsync());
        await using ScriptedServer two = new(c => c.RespondVersionAsync());
        using var host = Build((services, _) =>
        {
            services.AddOllama(o => o.Endpoint = one.Url.ToString());
            services.AddKeyedOllama("two", o => o.Endpoint = two.Url.ToString());
        });

        await host.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct);
        await host.Services.GetRequiredKeyedService<OllamaClient>("two").GetVersionAsync(cancellationToken: Ct);
        await host.Services.GetRequiredKeyedService<IOllamaServerApi>("two").GetVersionAsync(cancellationToken: Ct);

        Assert.Equal((1, 2), (one.Requests.Count, two.Requests.Count));
        Assert.Same(host.Get<OllamaClient>(), host.Get<OllamaClient>());
    }

    [Fact]
    public void Every_interface_can_be_resolved()
    {
        using var host = Build((services, _) =>
        {
            services.AddOllama();
            services.AddKeyedOpenAICompatible("v1");
        });
        var interfaces = typeof(IOllamaServerApi).Assembly.GetExportedTypes().Where(t => t.IsInterface && t.Name.EndsWith("Api", StringComparison.Ordinal) && t.GetMethods().Length > 0).ToArray();

        Assert.True(interfaces.Length >= 13);
        Assert.All(interfaces, t => Assert.NotNull(t.Name.StartsWith("IOllama", StringComparison.Ordinal)
            ? host.Services.GetService(t)
            : host.Services.GetRequiredKeyedService(t, "v1")));
        Assert.NotNull(host.Services.GetRequiredKeyedService<OpenAICompatibleClient>("v1"));
    }

    [Fact]
    public async Task The_user_s_handler_sees_every_attempt()
    {
        var seen = new Counter();
        await using ScriptedServer server = new(c => c.RespondJsonAsync("{}", 503), c => c.RespondJsonAsync("{}", 503), c => c.RespondVersionAsync());
        using var host = Build((services, _) => services.AddOllama(o =>
        {
            o.Endpoint = server.Url.ToString();
            o.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        }).AddHttpMessageHandler(() => seen));

        await host.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct);

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task The_clock_and_the_log_of_the_host_are_used()
    {
        var clock = new FakeClock();
        await using ScriptedServer server = new(c => c.HoldUntilClientClosesAsync());
        using var host = Build((services, _) =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddLlmClient(o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", server.Url.ToString())));
        });

        var call = host.Get<LlmClient>().ChatAsync("hi", Ct);
        await server.WaitForRequestAsync();
        clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(LlmTimer.FirstByte, (await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call))).Timer);
    }

    [Fact]
    public void Neither_a_time_limit_nor_a_new_handler_breaks_into_a_long_answer()
    {
        var name = "";
        using var host = Build((services, _) => name = services.AddOllama().Name);

        Assert.Equal(Timeout.InfiniteTimeSpan, host.Get<IHttpClientFactory>().CreateClient(name).Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, host.Get<IOptionsMonitor<HttpClientFactoryOptions>>().Get(name).HandlerLifetime);
        var handler = host.Get<IHttpMessageHandlerFactory>().CreateHandler(name);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        var pool = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(TimeSpan.FromMinutes(5), pool.PooledConnectionLifetime);
        Assert.False(pool.AllowAutoRedirect);
    }

    private sealed class Counter : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
