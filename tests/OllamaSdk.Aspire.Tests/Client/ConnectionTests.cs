using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OllamaSdk.Testing;
using static OllamaSdk.Aspire.Tests.Client.UserProgram;

namespace OllamaSdk.Aspire.Tests.Client;

/// <summary>Which server a client asks, and with which options: by the connection string of its name, and the sections of the configuration.</summary>
public sealed class ConnectionTests
{
    private const string All = "Aspire:OllamaSdk:ClientOptions";
    private const string Own = "Aspire:OllamaSdk:ollama:ClientOptions";

    [Fact]
    public async Task A_client_a_chat_client_and_a_generator_ask_the_server_of_the_connection_string()
    {
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync(cancellationToken: Ct);
        using var program = Build(
            builder =>
            {
                builder.AddOllamaClient("chat").AddChatClient();
                builder.AddKeyedOllamaClient("vectors").AddEmbeddingGenerator();
            },
            ("ConnectionStrings:chat", $"Endpoint={listener.Endpoint};Model=demo;Key=secret"),
            ("ConnectionStrings:vectors", $"Endpoint={listener.Endpoint};Model=demo-embed"));
        await program.StartAsync(Ct);

        await program.Get<OllamaClient>().ChatAsync("hello", cancellationToken: Ct);
        await program.Get<IChatClient>().GetResponseAsync("hello", cancellationToken: Ct);
        await program.Get<OllamaClient>("vectors").EmbedAsync(["sky"], cancellationToken: Ct);
        await program.Get<IEmbeddingGenerator<string, Embedding<float>>>("vectors").GenerateAsync(["sky"], cancellationToken: Ct);

        Assert.Equal(
            ["/api/chat Bearer ***", "/api/chat Bearer ***", "/api/embed ", "/api/embed "],
            emulator.Requests.Select(request => $"{request.Path} {request.Headers.GetValueOrDefault("Authorization")}"));
    }

    [Fact]
    public void An_address_alone_is_taken_too()
    {
        using var program = Build(builder => builder.AddOllamaClient("ollama"), ("ConnectionStrings:ollama", "http://box:1234"));

        Assert.Equal(new Uri("http://box:1234"), program.Get<OllamaClient>().Endpoint);
    }

    [Fact]
    public void The_string_counts_more_than_the_connections_section_that_more_than_the_one_for_all_and_code_most()
    {
        using var program = Build(
            builder => builder.AddOllamaClient("ollama", configureOptions: options => options.MaxLineBytes += 1),
            ("ConnectionStrings:ollama", "http://from-string"),
            ($"{Own}:Endpoint", "http://from-own"), ($"{Own}:DefaultModel", "own"), ($"{Own}:Timeouts:Idle", "20"),
            ($"{All}:Endpoint", "http://from-all"), ($"{All}:DefaultModel", "all"), ($"{All}:Timeouts:Idle", "10"), ($"{All}:Timeouts:Connect", "3s"), ($"{All}:MaxLineBytes", "2048"));

        var options = program.Get<Microsoft.Extensions.Options.IOptionsMonitor<OllamaClientOptions>>().CurrentValue;

        Assert.Equal("http://from-string", options.Endpoint);
        Assert.Equal("own", options.DefaultModel);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Timeouts.Idle);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Timeouts.Connect);
        Assert.Equal(2049, options.MaxLineBytes);
    }

    [Fact]
    public async Task Without_a_string_the_section_may_name_the_address_and_else_the_start_says_what_is_missing()
    {
        using var program = Build(builder => builder.AddOllamaClient("ollama"), ($"{Own}:Endpoint", "http://from-own:1234"));
        using var neither = Build(builder => builder.AddOllamaClient("ollama"), ($"{All}:DefaultModel", "all"));
        using var late = Build(builder => builder.AddOllamaClient("ollama"));
        late.Get<Microsoft.Extensions.Configuration.IConfiguration>()["ConnectionStrings:ollama"] = "http://put-in-by-a-test";

        Assert.Equal(new Uri("http://from-own:1234"), program.Get<OllamaClient>().Endpoint);
        Assert.Equal(new Uri("http://put-in-by-a-test"), late.Get<OllamaClient>().Endpoint);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => neither.StartAsync(Ct));
        Assert.IsType<LlmConfigurationException>(failure);
        Assert.Contains("ConnectionStrings:ollama", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{Own}:Endpoint", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{All}:Timeouts:Idle", "soon", $"{All}:Timeouts:Idle")]
    [InlineData($"{Own}:Timeouts:Idle", "soon", $"{Own}:Timeouts:Idle")]
    [InlineData($"{Own}:MaxLineBytes", "5", $"{Own}:MaxLineBytes")]
    [InlineData($"{All}:Endpont", "x", $"{All} or {Own}")]
    [InlineData("ConnectionStrings:ollama", "Endpoint=http://box;Modell=m", "ConnectionStrings:ollama")]
    [InlineData("ConnectionStrings:ollama", "Endpoint=ftp://box", "ConnectionStrings:ollama")]
    public async Task What_is_wrong_is_said_at_the_start_with_its_key(string key, string value, string named)
    {
        using var program = Build(builder => builder.AddOllamaClient("ollama"), key.StartsWith("Conn", StringComparison.Ordinal) ? [(key, value)] : [("ConnectionStrings:ollama", "http://box"), (key, value)]);

        var failure = await Assert.ThrowsAsync<LlmConfigurationException>(() => program.StartAsync(Ct));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_client_of_the_same_key_is_refused_and_an_address_is_no_name()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddOllamaClient("one");
        builder.AddKeyedOllamaClient("one");

        Assert.Contains(nameof(AspireOllamaExtensions.AddKeyedOllamaClient), Assert.Throws<InvalidOperationException>(() => builder.AddOllamaClient("two")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => builder.AddKeyedOllamaClient("one"));
        Assert.Throws<ArgumentException>(() => builder.AddKeyedOllamaClient("http://box"));
    }
}
