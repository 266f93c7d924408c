using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>Addresses that Microsoft.Extensions.ServiceDiscovery looks up, by the real package and a configuration.</summary>
public sealed class ServiceDiscoveryTests
{
    private const string Named = "https+http://ollama";
    private const string Busy = """{"error":"busy"}""";

    [Theory]
    [InlineData("https+http://ollama", "http")]
    [InlineData("http+https://ollama/", "http")]
    [InlineData("http://ollama", "http")]
    [InlineData("http://_chat.ollama", "chat")]
    [InlineData("https+http://_chat.ollama", "chat")]
    public async Task A_name_is_looked_up_for_each_attempt(string endpoint, string entry)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(Busy, 503), c => c.RespondVersionAsync());
        using var host = Build((services, _) =>
        {
            services.AddServiceDiscovery();
            services.AddOllama(o =>
            {
                o.Endpoint = endpoint;
                o.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
            }).AddServiceDiscovery();
        }, ($"Services:ollama:{entry}:0", Address(server)));
        await host.StartAsync(Ct);

        await host.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct);
        await host.Get<IOllamaServerApi>().GetVersionAsync(cancellationToken: Ct);

        Assert.Equal(["/api/version", "/api/version", "/api/version"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task It_may_be_set_for_every_client_as_Aspire_s_defaults_do_and_the_path_stays()
    {
        await using ScriptedServer server = new(
            c => c.RespondJsonAsync("""{"object":"list","data":[]}"""),
            c => c.RespondJsonAsync("""{"object":"list","data":[]}"""),
            c => c.RespondNdjsonAsync("""{"model":"m","message":{"role":"assistant","content":"hello"},"done":false}""", """{"model":"m","message":{"role":"assistant","content":""},"done":true}"""));
        using var host = Build((services, _) =>
        {
            services.AddServiceDiscovery();
            services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
            services.AddOpenAICompatible("ollama");
            services.AddKeyedOpenAICompatible("gateway", o => o.Endpoint = $"{Named}/gateway/v1");
            services.AddLlmClient(o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", Named)));
        }, ("ConnectionStrings:ollama", $"Endpoint={Named}"), ("Services:ollama:http:0", Address(server)));
        await host.StartAsync(Ct);

        await host.Get<OpenAICompatibleClient>().ListModelsAsync(cancellationToken: Ct);
        await host.Services.GetRequiredKeyedService<OpenAICompatibleClient>("gateway").ListModelsAsync(cancellationToken: Ct);
        var text = "";
        await foreach (var update in host.Get<LlmClient>().ChatStreamAsync("hi", Ct))
        {
            text += update.ContentDelta;
        }

        Assert.Equal("hello", text);
        Assert.Equal(["/v1/models", "/gateway/v1/models", "/api/chat"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task A_base_address_by_name_serves_as_well()
    {
        await using ScriptedServer server = new(c => c.RespondVersionAsync());
        using var host = Build((services, _) =>
        {
            services.AddServiceDiscovery();
            services.AddOllama().ConfigureHttpClient(http => http.BaseAddress = new Uri(Named)).AddServiceDiscovery();
        }, ("Services:ollama:http:0", Address(server)));

        await host.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct);

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(Named)]
    [InlineData("http://_chat.ollama")]
    public async Task Without_service_discovery_the_start_is_refused_in_words(string endpoint)
    {
        foreach (var add in new Action<IServiceCollection>[]
        {
            s => s.AddOllama(o => o.Endpoint = endpoint),
            s => s.AddKeyedOpenAICompatible("k", o => o.Endpoint = endpoint),
            s => s.AddLlmClient(o => o.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", endpoint))),
        })
        {
            using var host = Build((services, _) =>
            {
                services.AddServiceDiscovery();
                add(services);
            });

            var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => host.StartAsync(Ct));

            Assert.Contains($"{endpoint}/", error.Message, StringComparison.Ordinal);
            Assert.Contains("is the name of a service, and nothing here looks it up: add service discovery", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_handler_that_does_not_look_it_up_after_all_is_told_of_at_the_call()
    {
        using var host = Build((services, _) => services.AddOllama(o => o.Endpoint = Named).AddHttpMessageHandler(() => new Idle()));

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => host.Get<OllamaClient>().GetVersionAsync(cancellationToken: Ct));

        Assert.Equal(ConnectionPhase.Resolve, error.Phase);
        Assert.Contains("nothing here looks it up", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_with_a_pool_of_its_own_refuses_it()
    {
        Assert.Contains("nothing here looks it up", Assert.Throws<ArgumentException>(() => new OllamaClient(Named)).Message, StringComparison.Ordinal);
        Assert.Contains("nothing here looks it up", Assert.Throws<ArgumentException>(() => new OpenAICompatibleClient(Named)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Targets[0].Endpoint is wrong", Assert.Throws<LlmConfigurationException>(() => new LlmClient(new LlmTarget(LlmProviders.Vllm, "m", Named))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_not_sent_where_the_name_may_turn_out_to_be_plain_http()
    {
        using var host = Build((services, _) => services.AddOllama(o => (o.Endpoint, o.ApiKey) = (Named, "s3cret")).AddServiceDiscovery());

        var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => host.StartAsync(Ct));

        Assert.Contains("An API key could be sent in clear to https+http://ollama/", error.Message, StringComparison.Ordinal);
    }

    private static string Address(ScriptedServer server) => server.Url.GetLeftPart(UriPartial.Authority);

    private sealed class Idle : DelegatingHandler;
}
