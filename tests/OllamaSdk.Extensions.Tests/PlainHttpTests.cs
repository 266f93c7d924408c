using System.Net;
using Microsoft.Extensions.DependencyInjection;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>Row K08 for host programs: a secret of the configuration, or of the HttpClient, that would go to another machine in clear stops the host at its start.</summary>
public sealed class PlainHttpTests
{
    private const string Secret = "s3cret-987654";

    public static TheoryData<string, string, string> Secrets => new()
    {
        { "Ollama", "ApiKey", "ApiKey" },
        { "Ollama", "Endpoint", "Endpoint" },
        { "Ollama", "Headers:X-Api-Key", "Headers" },
        { "OpenAICompatible", "ApiKey", "ApiKey" },
        { "OpenAICompatible", "Endpoint", "Endpoint" },
        { "OpenAICompatible", "Headers:Authorization", "Headers" },
        { "Llm", "Targets:0:ApiKey", "Targets:0:ApiKey" },
        { "Llm", "Targets:0:Endpoint", "Targets:0:Endpoint" },
        { "Llm", "Targets:0:Endpoints:0", "Targets:0:Endpoints:0" },
        { "Llm", "Targets:0:Headers:Cookie", "Targets:0:Headers" },
        { "Llm", "Headers:X-Api-Key", "Headers" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task K08_The_host_does_not_start_with_a_secret_that_would_go_in_clear(string client, string key, string named)
    {
        var isAddress = key.Contains("Endpoint", StringComparison.Ordinal);
        var target = client == "Llm" ? "Targets:0:" : "";
        List<(string, string?)> settings = [($"Ai:{key}", isAddress ? $"http://somebody:{Secret}@example.com" : Secret)];
        if (!isAddress)
        {
            settings.Add(($"Ai:{target}Endpoint", "http://example.com"));
        }

        using var refused = Build((services, configuration) => Add(services, client, configuration.GetSection("Ai")), [.. settings]);
        using var allowed = Build((services, configuration) => Add(services, client, configuration.GetSection("Ai")), [.. settings, ("Ai:AllowApiKeyOverHttp", "true")]);

        var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => refused.StartAsync(Ct));
        await allowed.StartAsync(Ct);

        Assert.Contains("AllowApiKeyOverHttp", error.Message, StringComparison.Ordinal);
        Assert.Contains($"configuration key Ai:{named}.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task K08_Nor_with_a_connection_string_that_holds_a_key()
    {
        using var refused = Build((services, _) => services.AddOllama("box"), ("ConnectionStrings:box", $"Endpoint=http://example.com;Key={Secret}"));
        using var allowed = Build((services, _) => services.AddOllama("box", o => o.AllowApiKeyOverHttp = true), ("ConnectionStrings:box", $"Endpoint=http://example.com;Key={Secret}"));

        var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => refused.StartAsync(Ct));
        await allowed.StartAsync(Ct);

        Assert.Contains("AllowApiKeyOverHttp", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAICompatible")]
    [InlineData("Llm")]
    public async Task K08_Nor_with_a_header_that_the_HttpClient_adds(string client)
    {
        using var refused = Build((services, configuration) => Add(services, client, configuration.GetSection("Ai")).ConfigureHttpClient(AddKey), Settings(client));
        using var allowed = Build(
            (services, configuration) => Add(services, client, configuration.GetSection("Ai")).ConfigureHttpClient(AddKey), [.. Settings(client), ("Ai:AllowApiKeyOverHttp", "true")]);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => refused.StartAsync(Ct));
        await allowed.StartAsync(Ct);

        Assert.True(error is LlmConfigurationException, error.ToString());
        Assert.Contains("AllowApiKeyOverHttp", error.Message, StringComparison.Ordinal);
        Assert.Contains("HttpClient.DefaultRequestHeaders", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);

        static void AddKey(HttpClient http) => http.DefaultRequestHeaders.Add("X-Api-Key", Secret);
    }

    [Fact]
    public async Task K08_Nor_does_a_header_that_Refit_s_own_HttpClient_adds_go_in_clear()
    {
        using var handler = new Counter();
        using var host = Build(
            (services, _) =>
            {
                services.AddOllama(o => (o.Endpoint, o.Handler) = ("http://example.com", handler));
                services.AddHttpClient(nameof(IOllamaServerApi)).ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("X-Api-Key", Secret));
            });

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Get<IOllamaServerApi>().GetVersionAsync(null, Ct));

        Assert.Contains("AllowApiKeyOverHttp", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, handler.Count);
    }

    private static (string, string?)[] Settings(string client) => [($"Ai:{(client == "Llm" ? "Targets:0:" : "")}Endpoint", "http://example.com")];

    private static IHttpClientBuilder Add(IServiceCollection services, string client, Microsoft.Extensions.Configuration.IConfiguration section) => client switch
    {
        "Ollama" => services.AddOllama(section),
        "OpenAICompatible" => services.AddOpenAICompatible(section),
        _ => services.AddLlmClient(section, o => o.Targets[0].Provider = LlmProviders.OpenAICompatible.Name),
    };

    private sealed class Counter : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Hosts.Version) });
        }
    }
}
