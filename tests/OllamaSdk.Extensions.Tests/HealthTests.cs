using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>Health checks of several clients at once, and where they say a dead server's address came from.</summary>
public sealed class HealthTests
{
    // Nothing listens there.
    private const string Dead = "http://127.0.0.1:9";

    [Theory]
    [InlineData(true, HealthStatus.Healthy)]
    [InlineData(false, HealthStatus.Unhealthy)]
    public async Task Health_is_told_in_words(bool isWell, HealthStatus expected)
    {
        await using ScriptedServer server = new(c => isWell ? c.RespondVersionAsync() : c.RespondJsonAsync("""{"error":"broken"}""", 500));
        using var host = Build((services, _) =>
        {
            services.AddOllama(o => o.Endpoint = server.Url.ToString());
            services.AddKeyedLlmClient("any", o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", server.Url.ToString())));
            services.AddHealthChecks().AddOllama().AddLlmClient("any");
        });

        var report = await host.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.Equal([expected, expected], report.Entries.Values.Select(e => e.Status));
        Assert.All(report.Entries.Values, e => Assert.Contains(isWell ? server.Url.ToString() : "broken", e.Description, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task K05_no_secret_is_in_a_report(bool hasKey)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":"no: KEYcanary987654 PASScanary987654"}""", 401));
        var address = $"http://{(hasKey ? "" : "somebody:PASScanary987654@")}{server.Url.Authority}";
        var key = hasKey ? "KEYcanary987654" : null;
        using var host = Build((services, _) =>
        {
            services.AddOllama(o => (o.Endpoint, o.ApiKey) = (address, key));
            services.AddOpenAICompatible(o => (o.Endpoint, o.ApiKey) = ($"{address}/v1", key));
            services.AddLlmClient(o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", address) { ApiKey = key }));
            services.AddHealthChecks().AddOllama().AddOpenAICompatible().AddLlmClient();
        });

        var report = await host.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.Equal(3, report.Entries.Count);
        Assert.All(report.Entries.Values, e => Assert.DoesNotContain(hasKey ? "KEYcanary" : "PASScanary", $"{e.Description} {e.Exception} {string.Join(' ', e.Data)}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_client_of_several_has_a_check_of_its_own()
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/v1/models"
            ? c.RespondJsonAsync("""{"object":"list","data":[]}""")
            : c.RespondVersionAsync());
        using var host = Build((services, _) =>
        {
            services.AddOllama(At);
            services.AddKeyedOllama("a", At);
            services.AddKeyedOllama("b", o => o.Endpoint = Dead);
            services.AddOpenAICompatible(o => o.Endpoint = server.Url.ToString());
            services.AddKeyedOpenAICompatible("a", o => o.Endpoint = Dead);
            services.AddLlmClient(o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", server.Url.ToString())));
            services.AddKeyedLlmClient("a", o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", Dead)));
            services.AddHealthChecks().AddOllama().AddOllama("a").AddOllama("b").AddOpenAICompatible().AddOpenAICompatible("a").AddLlmClient().AddLlmClient("a")
                .AddOllama("a", "by another name");
        });

        var report = await host.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.Equal(
            ["by another name Healthy", "llm Healthy", "llm:a Unhealthy", "ollama Healthy", "ollama:a Healthy", "ollama:b Unhealthy", "openai-compatible Healthy", "openai-compatible:a Unhealthy"],
            report.Entries.Select(e => $"{e.Key} {e.Value.Status}").Order(StringComparer.Ordinal));
        void At(OllamaClientOptions options) => options.Endpoint = server.Url.ToString();
    }

    [Theory]
    [InlineData("Ollama:Endpoint", "comes from the configuration key Ollama:Endpoint")]
    [InlineData("ConnectionStrings:ollama", "comes from the configuration key ConnectionStrings:ollama")]
    [InlineData("code", "was set in code")]
    [InlineData("base", "is the BaseAddress of the HttpClient")]
    public async Task A_dead_server_s_address_is_said_to_come_from_where_it_came(string from, string expected)
    {
        using var host = Build((services, configuration) =>
        {
            if (from == "Ollama:Endpoint")
            {
                services.AddOllama(configuration.GetSection("Ollama"), NoRetry);
                services.AddOpenAICompatible(configuration.GetSection("Ollama"), NoRetry);
            }
            else if (from == "ConnectionStrings:ollama")
            {
                services.AddOllama("ollama", NoRetry);
                services.AddOpenAICompatible("ollama", NoRetry);
            }
            else if (from == "code")
            {
                // Code has the last word, even where the configuration has one too.
                services.AddOllama(configuration.GetSection("Other"), o => o.Endpoint = Dead);
                services.AddOpenAICompatible(o => o.Endpoint = Dead);
            }
            else
            {
                services.AddOllama().ConfigureHttpClient(http => http.BaseAddress = new Uri(Dead));
                services.AddOpenAICompatible().ConfigureHttpClient(http => http.BaseAddress = new Uri(Dead));
            }

            services.AddHealthChecks().AddOllama().AddOpenAICompatible();
        }, (from, Dead), ("Other:Endpoint", "http://127.0.0.1:8"));

        var report = await host.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.Equal(2, report.Entries.Count);
        Assert.All(report.Entries.Values, e => Assert.EndsWith($"or check the address. The address {expected}.", e.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_is_one_that_nobody_named()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("OLLAMA_HOST") is { Length: > 0 }, "OLLAMA_HOST names one.");
        using var refusing = new Refusing();
        using var host = Build((services, _) =>
        {
            services.AddOllama(o => o.Handler = refusing);
            services.AddOpenAICompatible(o => o.Handler = refusing);
            services.AddHealthChecks().AddOllama().AddOpenAICompatible();
        });

        var report = await host.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.EndsWith("The address is the default; the environment variable OLLAMA_HOST would name another.", report.Entries["ollama"].Description, StringComparison.Ordinal);
        Assert.EndsWith("The address is the default.", report.Entries["openai-compatible"].Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Llm:Targets:0:Endpoint", "which comes from the configuration key Llm:Targets:0:Endpoint.")]
    [InlineData("ConnectionStrings:llm", "which comes from the configuration key ConnectionStrings:llm.")]
    [InlineData("OLLAMA_HOST", "which comes from the environment variable OLLAMA_HOST.")]
    [InlineData("code", "which was set in code.")]
    public async Task So_is_that_of_a_client_of_several_servers(string from, string expected)
    {
        using var host = Build((services, configuration) =>
        {
            var add = from switch
            {
                "Llm:Targets:0:Endpoint" => services.AddLlmClient(configuration.GetSection("Llm")),
                "ConnectionStrings:llm" => services.AddLlmClient("llm"),
                "OLLAMA_HOST" => services.AddLlmClient(o => o.ReadVariable = name => name == "OLLAMA_HOST" ? Dead : null),
                _ => services.AddLlmClient(o => o.Targets.Add(new LlmTarget { Endpoint = Dead })),
            };
            Assert.NotNull(add);
            services.AddHealthChecks().AddLlmClient();
        }, (from, Dead));

        var report = await host.Get<HealthCheckService>().CheckHealthAsync(Ct);

        Assert.EndsWith(expected, Assert.Single(report.Entries.Values).Description, StringComparison.Ordinal);
    }

    private static void NoRetry(LlmConnectionOptions options) => options.Retry.MaxRetries = 0;

    private sealed class Refusing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError);
    }
}
