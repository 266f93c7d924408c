using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>Rows F02 and F03: a redirect is an error; nothing of the request goes where it points.</summary>
public sealed class RedirectTests
{
    public static TheoryData<AskedBy, int> Redirects
    {
        get
        {
            var data = new TheoryData<AskedBy, int>();
            foreach (var by in Enum.GetValues<AskedBy>())
            {
                data.AddRange(((int[])[300, 301, 302, 303, 307, 308]).Select(status => new TheoryDataRow<AskedBy, int>(by, status)));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task F02_To_the_same_host_it_is_not_followed(AskedBy by, int status)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", status, ("Location", $"/elsewhere?key={SecretWay.Key}")));

        foreach (var streamed in (bool[])[false, true])
        {
            Check(await AskAsync(by, server, SecretWay.Of("the key"), streamed), status);
        }

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task F03_Neither_secrets_nor_the_prompt_go_to_another_host(AskedBy by, int status)
    {
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", status, ("Location", $"http://localhost:{other.Url.Port}/?key={SecretWay.Key}")));

        // Those of an HttpClient are not looked at here: whether it follows is its own matter.
        foreach (var way in SecretWay.All.Where(way => !way.Name.Contains("HttpClient", StringComparison.Ordinal)))
        {
            Check(await AskAsync(by, server, way, streamed: true), status);
            Assert.Equal(way.Value, server.Requests[^1].Header(way.Header));
        }

        Check(await AskAsync(by, server, SecretWay.Of("the key"), streamed: false), status);
        Assert.Empty(other.Connections);
    }

    [Fact]
    public async Task F03_Nor_over_an_HttpClient_with_the_pool_that_the_options_make()
    {
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", 307, ("Location", $"http://localhost:{other.Url.Port}/")));
        using var pool = new OllamaClientOptions().CreateConnectionPool();

        foreach (var by in Enum.GetValues<AskedBy>())
        {
            foreach (var way in SecretWay.All.Where(way => way.Name.Contains("of the HttpClient", StringComparison.Ordinal)))
            {
                using var call = new SecretWay.Call(by, "http", server.Url.Authority, pool);
                way.Put(call);

                Check(await Record.ExceptionAsync(() => Guard.Within(call.AskAsync(streamed: false))), 307);
                Assert.Equal(way.Value, server.Requests[^1].Header(way.Header));
            }
        }

        Assert.Empty(other.Connections);
    }

    private static void Check(Exception? error, int status)
    {
        var refusal = Assert.IsType<LlmApiException>(error);
        Assert.Equal((status, ApiErrorKind.Redirect), (refusal.Status, refusal.Kind));
        Assert.DoesNotContain("c4nary", refusal.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Exception?> AskAsync(AskedBy by, ScriptedServer server, SecretWay way, bool streamed)
    {
        using var pool = new OllamaClientOptions().CreateConnectionPool();
        using var call = new SecretWay.Call(by, "http", server.Url.Authority, pool);
        way.Put(call);
        return await Record.ExceptionAsync(() => Guard.Within(call.AskAsync(streamed)));
    }
}
