using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>Rows K03 and K08: a secret goes to another machine in clear only where somebody has said so, on whichever way it came to the client.</summary>
public sealed class PlainHttpTests
{
    public static TheoryData<AskedBy, string> Ways
    {
        get
        {
            var data = new TheoryData<AskedBy, string>();
            foreach (var by in Enum.GetValues<AskedBy>())
            {
                data.AddRange(SecretWay.All.Select(way => new TheoryDataRow<AskedBy, string>(by, way.Name)));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task K08_A_secret_is_not_sent_in_clear_to_another_machine(AskedBy by, string name)
    {
        var way = SecretWay.Of(name);
        foreach (var streamed in (bool[])[false, true])
        {
            foreach (var host in (string[])["example.com", "192.0.2.1:11434", "[2001:db8::1]", "localhost.example.com", "127.0.0.1.example.com"])
            {
                var sent = await SendAsync(by, way, "http", host, streamed);

                Assert.True(sent.Error is ArgumentException or LlmConfigurationException, sent.Error?.ToString() ?? $"sent in clear to {host}");
                Assert.Contains("AllowApiKeyOverHttp", sent.Error!.Message, StringComparison.Ordinal);
                Assert.Contains("in clear", sent.Error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("c4nary", sent.Error.ToString(), StringComparison.Ordinal);
                Assert.Empty(sent.Requests);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task K08_It_is_sent_where_nobody_can_read_it_or_somebody_allows_it(AskedBy by, string name)
    {
        var way = SecretWay.Of(name);
        foreach (var (scheme, host, allowed) in (ValueTuple<string, string, bool>[])
            [("https", "example.com", false), ("http", "localhost", false), ("http", "127.0.0.1:11434", false), ("http", "[::1]", false), ("http", "example.com", true)])
        {
            foreach (var streamed in (bool[])[false, true])
            {
                var sent = await SendAsync(by, way, scheme, host, streamed, allowed);

                Assert.Null(sent.Error);
                var request = Assert.Single(sent.Requests);
                Assert.Equal(way.Value, request.Headers[way.Header]);
                Assert.Equal("", request.Address.UserInfo);
                Assert.StartsWith($"{scheme}://{host}", request.Address.AbsoluteUri, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("https://somebody:c4nary-987654@registry.example/m")]
    [InlineData("https://registry.example/m?token=c4nary-987654")]
    public async Task K08_Nor_is_the_password_in_the_name_of_a_model(string model)
    {
        foreach (var by in Enum.GetValues<AskedBy>())
        {
            var refused = await SendAsync(by, Named(model), "http", "example.com", streamed: false);
            var allowed = await SendAsync(by, Named(model), "http", "example.com", streamed: false, allowed: true);

            Assert.Contains("AllowApiKeyOverHttp", Assert.IsType<ArgumentException>(refused.Error).Message, StringComparison.Ordinal);
            Assert.DoesNotContain("c4nary", refused.Error!.ToString(), StringComparison.Ordinal);
            Assert.Empty(refused.Requests);
            Assert.Null(allowed.Error);
        }
    }

    [Fact]
    public async Task K08_Every_kind_of_call_is_refused()
    {
        using var handler = new StubHandler(TestClient.Last);
        await using var client = TestClient.Create("http://example.com", options => options.Handler = handler);
        await using var v1 = V1.Create("http://example.com", options => options.Handler = handler);
        var call = new CallOptions { Headers = { ["X-Api-Key"] = SecretWay.Key } };
        Func<Task>[] calls =
        [
            () => client.SendAsync(HttpMethod.Get, "/api/new", null, call, TestClient.Ct),
            () => client.SendStreamAsync(HttpMethod.Post, "/api/new", null, call, TestClient.Ct).ToListAsync(),
            () => client.ListModelsAsync(call, TestClient.Ct),
            () => client.PullModelAsync("m", options: call, cancellationToken: TestClient.Ct),
            () => client.EmbedAsync(["a"], options: call, cancellationToken: TestClient.Ct),
            () => client.Api<IOllamaServerApi>().GetVersionAsync(call, TestClient.Ct),
            () => v1.SendAsync(HttpMethod.Get, "/new", null, call, TestClient.Ct),
            () => v1.ListModelsAsync(call, TestClient.Ct),
        ];

        foreach (var send in calls)
        {
            Assert.Contains("AllowApiKeyOverHttp", (await Assert.ThrowsAnyAsync<ArgumentException>(send)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task K08_The_cloud_s_key_is_not_sent_in_clear_either()
    {
        using var handler = new StubHandler("""{"results":[]}""");
        await using var client = handler.Create(options => (options.CloudEndpoint, options.CloudApiKey) = ("http://example.com", SecretWay.Key));

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.WebSearchAsync("q", cancellationToken: TestClient.Ct));

        Assert.Contains("AllowApiKeyOverHttp", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, handler.Requests);
    }

    [Theory]
    [InlineData("user:pass", "user:pass")]
    [InlineData("user", "user:")]
    [InlineData(":pass", ":pass")]
    [InlineData("user:", "user:")]
    [InlineData("us%40er:p%3Aa%2Fss%25", "us@er:p:a/ss%")]
    [InlineData("user:pa@ss", "user:pa@ss")]
    [InlineData("user:p%C3%A4ss", "user:päss")]
    public async Task K03_User_info_becomes_Basic_credentials_and_leaves_the_address(string userInfo, string credentials)
    {
        var basic = $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(credentials))}";
        foreach (var by in Enum.GetValues<AskedBy>())
        {
            var sent = await SendAsync(by, new SecretWay("", "", "", call => call.UserInfo = $"{userInfo}@"), "http", "localhost:11434", streamed: true);

            var request = Assert.Single(sent.Requests);
            Assert.Equal(basic, request.Headers["Authorization"]);
            Assert.Equal("", request.Address.UserInfo);
            Assert.DoesNotContain("@", request.Address.OriginalString, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(AskedBy.Native)]
    [InlineData(AskedBy.V1)]
    [InlineData(AskedBy.LlmNative)]
    [InlineData(AskedBy.LlmV1)]
    public async Task K03_The_password_is_in_no_exception(AskedBy by)
    {
        foreach (var answer in (Func<Task<HttpResponseMessage>>[])
        [
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, $"http://somebody:{SecretWay.Key}@localhost failed"),
            () => Task.FromResult(Text($"who is {SecretWay.Key}?", HttpStatusCode.Unauthorized)),
            () => Task.FromResult(Text($"no JSON, but {SecretWay.Key}", HttpStatusCode.OK)),
        ])
        {
            var sent = await SendAsync(by, SecretWay.Of("the password of the address"), "http", "localhost:11434", streamed: false, answer: answer);

            Assert.IsAssignableFrom<LlmException>(sent.Error);
            Assert.DoesNotContain("c4nary", sent.Error!.ToString(), StringComparison.Ordinal);
        }
    }

    private static SecretWay Named(string model) => new("", "", "", call => call.Model = model);

    private static HttpResponseMessage Text(string body, HttpStatusCode status) =>
        StubHandler.Answer(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), status, "application/json");

    private static async Task<Sent> SendAsync(
        AskedBy by, SecretWay way, string scheme, string host, bool streamed, bool allowed = false, Func<Task<HttpResponseMessage>>? answer = null)
    {
        List<Request> requests = [];
        using var handler = new StubHandler((request, _) =>
        {
            requests.Add(new(request.RequestUri!, request.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return answer is null ? Task.FromResult(Answer(by, streamed)) : answer();
        });
        using var call = new SecretWay.Call(by, scheme, host, handler);
        way.Put(call);
        return new(await Record.ExceptionAsync(() => Guard.Within(call.AskAsync(streamed, allowed))), requests);
    }

    private static HttpResponseMessage Answer(AskedBy by, bool streamed)
    {
        var native = by is AskedBy.Native or AskedBy.LlmNative;
        var (body, type) = native ? (TestClient.Last, "application/x-ndjson") : streamed ? (V1.Events(V1.Finish, V1.Done), V1.EventStream) : (V1.Whole, "application/json");
        return StubHandler.Answer(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), HttpStatusCode.OK, type);
    }

    private sealed record Request(Uri Address, Dictionary<string, string> Headers);

    private sealed record Sent(Exception? Error, List<Request> Requests);
}
