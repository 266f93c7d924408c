using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.ProcessWide;

namespace OllamaSdk.Tests.Faults;

/// <summary>A: a proxy of the environment. It never sees what is meant for this machine, and what it refuses is told as its doing.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class ProxyRows : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    public static MatrixTheoryData<Client, bool, int> Refusals => new(Enum.GetValues<Client>(), [false, true], [407, 403, 502, 503, 504]);

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A09_what_is_meant_for_this_machine_goes_past_it(Client client, bool streamed)
    {
        await using var proxy = new ScriptedServer(connection => connection.AnswerAsync(client));
        await using var server = new ScriptedServer(connection => connection.AnswerAsync(client));
        HttpClient.DefaultProxy = new WebProxy(proxy.Url);
        foreach (var root in (string[])[server.Url.ToString(), $"http://localhost:{server.Url.Port}"])
        {
            Assert.Equal("hello", (await FaultCall.OfAsync(client, root, streamed)).Text);
        }

        Assert.All(server.Requests, request => Assert.Equal($"Bearer {FaultCall.Key}", request.Header("Authorization")));
        Assert.Equal((2, 0), (server.Requests.Count, proxy.Connections.Count));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A10_a_proxy_that_refuses_a_tunnel(Client client, bool streamed, int status)
    {
        await using var proxy = new ScriptedServer(connection => connection.RespondAsync(status, "text/plain", ""));
        HttpClient.DefaultProxy = Proxy(proxy);
        const string root = "https://example.invalid";

        var outcome = await FaultCall.OfAsync(client, root, streamed, configure: options => options.Retry.MaxRetries = 2);

        // What is behind it may come back; its opinion of us does not change.
        var requests = status is 502 or 503 or 504 ? 3 : 1;
        var error = outcome.Check("Connection Proxy", root, requests);
        Assert.Contains($"status {status}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(requests, proxy.Requests.Count);
        Assert.All(proxy.Requests, request => Assert.Equal(("CONNECT", false), (request.Method, request.Head.Contains("canary", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A10_the_same_with_the_caller_s_client(Client client, bool streamed)
    {
        await using var proxy = new ScriptedServer(connection => connection.RespondAsync(407, "text/plain", ""));
        const string root = "https://example.invalid";

        var outcome = await FaultCall.OfAsync(client, root, streamed, foreign: true, pool: new SocketsHttpHandler { Proxy = Proxy(proxy) });

        Assert.DoesNotContain("pa55word", outcome.Check("Connection Proxy", root).ToString(), StringComparison.Ordinal);
        Assert.Single(proxy.Requests);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A10_a_proxy_that_answers_in_place_of_the_server(Client client, bool streamed, int status)
    {
        await using var proxy = new ScriptedServer(connection => connection.RespondAsync(status, "text/html", "<html><title>Proxy</title></html>"));
        HttpClient.DefaultProxy = Proxy(proxy);
        const string root = "http://example.invalid";

        var outcome = await FaultCall.OfAsync(client, root, streamed, configure: options => options.Retry.MaxRetries = 2);

        var requests = status is 502 or 503 or 504 ? 3 : 1;
        var kind = status switch { 403 => "Forbidden", 407 => "BadRequest", _ => "ServerError" };
        var error = Assert.IsType<LlmApiException>(outcome.Check($"Api {status} {kind}", root, requests));
        Assert.Equal("web page 'Proxy'", error.ServerMessage);
        Assert.DoesNotContain("pa55word", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(requests, proxy.Requests.Count);
    }

    // With a password in its address, as http_proxy often has it.
    private static WebProxy Proxy(ScriptedServer proxy) => new(new UriBuilder(proxy.Url) { UserName = "user", Password = "pa55word" }.Uri);
}
