using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>Headers, identities and what a caller learns of an answer.</summary>
public sealed class CallOptionsTests
{
    [Fact]
    public async Task Headers_of_the_call_win_over_the_clients_and_both_over_the_SDKs()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        await using var client = server.Create(options =>
        {
            options.ApiKey = "from-the-client";
            options.Headers["X-One"] = "client";
            options.Headers["X-Two"] = "client";
            options.Headers["User-Agent"] = "mine/1.0";
        });

        await client.GetVersionAsync(new CallOptions { Headers = { ["x-two"] = "call" }, RequestId = "id-7" }, TestClient.Ct);
        await client.GetVersionAsync(new CallOptions { Headers = { ["Authorization"] = "Custom of-the-call", ["user-agent"] = "theirs" } }, TestClient.Ct);

        var (first, second) = (server.Requests[0], server.Requests[1]);
        Assert.Equal("client", first.Header("X-One"));
        Assert.Equal(["call"], All(first, "X-Two"));
        Assert.Equal("id-7", first.Header("X-Request-Id"));
        Assert.Equal(["mine/1.0"], All(first, "User-Agent"));
        Assert.Equal("Bearer from-the-client", first.Header("Authorization"));
        Assert.Equal(["Custom of-the-call"], All(second, "Authorization"));
        Assert.Equal(["theirs"], All(second, "User-Agent"));
        Assert.Equal(["client"], All(second, "X-Two"));
        Assert.Null(second.Header("X-Request-Id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OnResponse_sees_the_answer_before_its_body(bool streamed)
    {
        var seen = new TaskCompletionSource<ResponseInfo>();
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("{}", 503),
            async connection =>
            {
                await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("X-Seen", "yes"), ("Transfer-Encoding", "chunked"));
                await connection.WaitForAsync(seen.Task);
                await connection.SendChunkAsync(TestClient.Last + "\n");
                await connection.EndChunksAsync();
            });
        await using var client = server.Create();
        var times = 0;
        var options = new CallOptions
        {
            OnResponse = response =>
            {
                times++;
                if (response.Status == 200)
                {
                    seen.SetResult(response);
                }
            },
        };

        await Guard.Within(streamed ? client.Stream(options).ToListAsync() : (Task)client.ChatAsync("hi", null, options, TestClient.Ct));

        var info = await seen.Task;
        Assert.Equal(2, times);
        Assert.Equal(200, info.Status);
        Assert.Equal(2, info.Attempts);
        Assert.Equal("application/x-ndjson", info.ContentType);
        Assert.Equal("yes", Assert.Single(info.Headers.GetValues("X-Seen")));
    }

    [Fact]
    public async Task Later_changes_of_the_options_have_no_effect()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", 503));
        var options = new OllamaClientOptions { Endpoint = server.Url.ToString(), DefaultModel = "m", Retry = { MaxRetries = 1, BaseDelay = TimeSpan.Zero }, Headers = { ["X-Mine"] = "before" } };
        await using var client = new OllamaClient(options);
        options.Endpoint = "http://elsewhere.invalid";
        options.DefaultModel = "other";
        options.Retry.MaxRetries = 50;
        options.Timeouts.FirstByte = TimeSpan.FromTicks(1);
        options.Timeouts.UnstreamedGeneration = TimeSpan.FromTicks(1);
        options.Headers["X-Mine"] = "after";

        await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal("before", request.Header("X-Mine")));
        Assert.All(server.Requests, request => Assert.Equal("m", request.Json().GetProperty("model").GetString()));
    }

    private static IEnumerable<string> All(ScriptedRequest request, string name) =>
        request.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}
