using System.Net;
using System.Text;
using Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Gateway.Tests;

/// <summary>The gateway as its <c>appsettings.json</c> has it, on a port, over two emulators on ports of their own whose tokens come when the test's clock says so.</summary>
internal sealed class Stand : IAsyncDisposable
{
    /// <summary>The key of the consumer with room for 100 requests.</summary>
    public const string Key = "key-of-search";

    /// <summary>The key of the consumer with room for two.</summary>
    public const string SmallKey = "key-of-try-out";

    /// <summary>The wait before each line of an answer.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly WebApplication _gateway;

    private Stand(WebApplication gateway, StandServer first, StandServer second) => (_gateway, First, Second) = (gateway, first, second);

    public StandServer First { get; }

    public StandServer Second { get; }

    public IEnumerable<StandServer> Servers => [First, Second];

    public string Address => _gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="clock">The clock of both servers; real time and no waits where <see langword="null"/>.</param>
    /// <param name="settings">What differs from <c>appsettings.json</c>.</param>
    public static async Task<Stand> StartAsync(FakeClock? clock = null, params string[] settings)
    {
        var first = await StandServer.StartAsync(clock, "demo", "only-first");
        var second = await StandServer.StartAsync(clock, "demo", "only-second");
        var gateway = GatewayHost.Create(
        [
            "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
            $"--ReverseProxy:Clusters:models:Destinations:first:Address={first.Endpoint}/",
            $"--ReverseProxy:Clusters:models:Destinations:second:Address={second.Endpoint}/",
            .. settings,
        ]);
        await gateway.StartAsync(Cancellation);
        return new Stand(gateway, first, second);
    }

    public OllamaClient Ollama(string? key = Key) => new(new OllamaClientOptions { Endpoint = Address, ApiKey = key, DefaultModel = "demo", Retry = { MaxRetries = 0 } });

    public OpenAICompatibleClient OpenAI(string? key = Key) => new(new OpenAICompatibleClientOptions { Endpoint = Address + "/v1", ApiKey = key, DefaultModel = "demo", Retry = { MaxRetries = 0 } });

    public LlmClient Llm(string? key = Key) => new(new LlmClientOptions
    {
        Targets = { new LlmTarget(LlmProviders.Ollama, "demo", Address) { ApiKey = key } }, Retry = { MaxRetries = 0 },
    });

    /// <summary>One of the three clients, by its name.</summary>
    public Asker Ask(string client, string? key = Key)
    {
        switch (client)
        {
            case nameof(Ollama):
                var ollama = Ollama(key);
                return new(ollama, (text, ct) => ollama.ChatStreamAsync(text, cancellationToken: ct), async text => (await ollama.ChatAsync(text, cancellationToken: Cancellation)).Message.Content ?? "");
            case nameof(OpenAI):
                var openAI = OpenAI(key);
                return new(openAI, (text, ct) => openAI.ChatStreamAsync(text, cancellationToken: ct), async text => (await openAI.ChatAsync(text, cancellationToken: Cancellation)).Choices[0].Message.Content?.ToString() ?? "");
            default:
                var llm = Llm(key);
                return new(llm, (text, ct) => llm.ChatStreamAsync(text, cancellationToken: ct), async text => (await llm.ChatAsync(text, cancellationToken: Cancellation)).Content);
        }
    }

    /// <summary>A request as it stands, for what no client would send.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string? body = null, string? key = Key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(Address + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = key is null ? null : new("Bearer", key);
        using var response = await http.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.StopAsync(new CancellationToken(canceled: true));
        await _gateway.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}

/// <summary>A client of any kind.</summary>
/// <param name="Client">To be disposed.</param>
/// <param name="Stream">Asks for an answer in pieces.</param>
/// <param name="Whole">Asks for it in one.</param>
internal sealed record Asker(IDisposable Client, Func<string, CancellationToken, IAsyncEnumerable<ILlmTextPart>> Stream, Func<string, Task<string>> Whole) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
