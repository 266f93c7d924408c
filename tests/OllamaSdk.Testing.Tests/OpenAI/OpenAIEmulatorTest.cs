using System.Text;
using OllamaSdk.ContractTests;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Tests.OpenAI;

/// <summary>Both clients over one emulator.</summary>
public abstract class OpenAIEmulatorTest : EmulatorTest, IDisposable
{
    protected OpenAIEmulatorTest() => V1 = CreateClient(Emulator);

    protected OpenAICompatibleClient V1 { get; }

    internal static OpenAICompatibleClient CreateClient(HttpMessageHandler handler) =>
        new(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:11434/v1", Handler = handler, DefaultModel = "demo" });

    void IDisposable.Dispose()
    {
        V1.Dispose();
        Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A native route that always says the same and keeps what it was asked.</summary>
internal sealed class CannedRoute(string answer) : Route("/api/canned", HttpMethod.Post)
{
    public System.Text.Json.JsonElement Asked { get; private set; }

    public MemoryStream Body { get; } = new(Encoding.UTF8.GetBytes(answer));

    public override async Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        Asked = Encoding.UTF8.GetString(await request.ReadBodyAsync(cancellationToken)).ToJson();
        return new HttpResponseMessage { Content = new StreamContent(Body) };
    }
}

/// <summary>Puts one route under a client.</summary>
internal sealed class RouteHandler(Route route) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        route.AnswerAsync(new IncomingRequest(request, ""), cancellationToken);
}
