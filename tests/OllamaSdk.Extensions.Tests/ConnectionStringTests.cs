using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>Connection strings as Aspire's integrations write them.</summary>
public sealed class ConnectionStringTests
{
    private const string Answer = """{"model":"m","message":{"role":"assistant","content":"hello"},"done":true}""";
    private const string V1Answer = """{"id":"1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task Address_model_and_key_are_taken()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(c.Request.Path.StartsWith("/v1", StringComparison.Ordinal) ? V1Answer : Answer));
        using var host = Build((services, _) =>
        {
            services.AddOllama("all");
            services.AddOpenAICompatible("all");
            services.AddLlmClient("all");
            services.AddKeyedOllama("keyed", "all", o => o.DefaultModel = "other");
            services.AddKeyedLlmClient("keyed", "studio");
        }, ("ConnectionStrings:all", $"Endpoint={server.Url};Model=llama3.2;Key=c2VjcmV0=="), ("ConnectionStrings:studio", $"Provider=lmstudio;Endpoint={server.Url};Model=qwen3"));
        await host.StartAsync(Ct);

        await host.Get<OllamaClient>().ChatAsync("hi", cancellationToken: Ct);
        await host.Get<OpenAICompatibleClient>().ChatAsync("hi", cancellationToken: Ct);
        await host.Get<LlmClient>().ChatAsync("hi", Ct);
        await host.Services.GetRequiredKeyedService<OllamaClient>("keyed").ChatAsync("hi", cancellationToken: Ct);
        await host.Services.GetRequiredKeyedService<LlmClient>("keyed").ChatAsync("hi", Ct);

        Assert.Equal(
            ["/api/chat llama3.2 Bearer c2VjcmV0==", "/v1/chat/completions llama3.2 Bearer c2VjcmV0==", "/api/chat llama3.2 Bearer c2VjcmV0==", "/api/chat other Bearer c2VjcmV0==", "/v1/chat/completions qwen3 "],
            server.Requests.Select(r => $"{r.Path} {r.Json().GetProperty("model").GetString()} {r.Header("Authorization")}"));
    }

    [Theory]
    [InlineData("http://box:1234", "http://box:1234/")]
    [InlineData("http://box/path=1", "http://box/path=1")]
    [InlineData("box:1234", "http://box:1234/")]
    [InlineData("box", "http://box:11434/")]
    [InlineData("endpoint = http://box:1234", "http://box:1234/")]
    [InlineData("Endpoint='http://box:1234';", "http://box:1234/")]
    public void An_address_alone_is_taken_too(string text, string expected)
    {
        using var host = Build((services, _) => services.AddOllama("ollama"), ("ConnectionStrings:ollama", text));

        Assert.Equal(expected, host.Get<OllamaClient>().Endpoint.ToString());
    }

    [Theory]
    [InlineData(null, "There is no connection string 'ollama': the configuration key ConnectionStrings:ollama is not set.")]
    [InlineData(" ", "ConnectionStrings:ollama is not set")]
    [InlineData("Endpoint=http://box;Modl=m", "ConnectionStrings:ollama is wrong: 'modl' is none of Endpoint, Model, Key")]
    [InlineData("Endpoint=ftp://box", "It comes from the configuration key ConnectionStrings:ollama.")]
    [InlineData("Key=s3cret;Endpoint", "ConnectionStrings:ollama is wrong: it has another form than")]
    [InlineData("Endpoint=http://box;Key=s3cret", "would be sent in clear to http://box/")]
    public async Task What_is_wrong_stops_the_start(string? text, string expected)
    {
        foreach (var add in new Action<IServiceCollection>[] { s => s.AddOllama("ollama"), s => s.AddOpenAICompatible("ollama"), s => s.AddLlmClient("ollama"), s => s.AddKeyedOllama("k", "ollama") })
        {
            using var host = Build((services, _) => add(services), ("ConnectionStrings:ollama", text));

            var error = await Assert.ThrowsAsync<LlmConfigurationException>(() => host.StartAsync(Ct));

            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_address_in_place_of_the_name_is_refused_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddOllama("http://localhost:11434"));

        Assert.Contains("o => o.Endpoint = ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_from_a_connection_string_is_said_to()
    {
        using var host = Build((services, _) => services.AddLlmClient("llm", o => o.Targets[0].Model = "mine"), ("ConnectionStrings:llm", "Endpoint=http://localhost:99;Model=m"));

        var settings = host.Get<LlmClient>().DescribeSettings().Select(s => s.ToString()).ToArray();

        Assert.Contains("Targets[0].Endpoint = http://localhost:99/ (Configuration: ConnectionStrings:llm)", settings);
        Assert.Contains("Targets[0].Model = mine (Code)", settings);
    }

    [Fact]
    public async Task Without_options_the_client_of_many_servers_asks_Ollama()
    {
        using var host = Build((services, _) =>
        {
            services.AddLlmClient();
            services.AddKeyedLlmClient("k", o => o.ReadVariable = name => name == "OLLAMA_HOST" ? "box" : null);
            // Who names one later has that one only.
            services.AddKeyedLlmClient("later");
            services.Configure<LlmClientOptions>("later", o => o.Targets.Add(new LlmTarget(LlmProviders.Vllm)));
        });
        await host.StartAsync(Ct);

        Assert.Contains(host.Get<LlmClient>().DescribeSettings(), s => s is { Name: "Targets[0].Provider", Value: "ollama" });
        Assert.Contains(Keyed("k").DescribeSettings(), s => s is { Name: "Targets[0].Endpoint", Value: "http://box:11434/" });
        Assert.Equal(["vllm"], Keyed("later").DescribeSettings().Where(s => s.Name.EndsWith("Provider", StringComparison.Ordinal)).Select(s => s.Value));
        LlmClient Keyed(string key) => host.Services.GetRequiredKeyedService<LlmClient>(key);
    }
}
