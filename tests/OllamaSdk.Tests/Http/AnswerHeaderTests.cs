using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Http;

/// <summary>What an answer says of itself is known of a failure too: its headers, and an id to look for in a log.</summary>
public sealed class AnswerHeaderTests
{
    private const string Key = "k-from-the-client";
    private const string Refusal = """{"error":"no"}""";

    private static readonly (string Name, string Value)[] s_headers =
    [
        ("X-RateLimit-Remaining-Tokens", "17"), ("x-request-id", "req-1"), ("Via", "1.1 a"), ("Via", "1.1 b"), ("Set-Cookie", "session=s3cret"), ("X-Echo", Key),
    ];

    [Theory]
    [MemberData(nameof(MethodTable.Names), MemberType = typeof(MethodTable))]
    public async Task A_refusal_of_any_method_has_its_headers(string method)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal, 429, s_headers));
        await using var native = server.Create(Configure);
        await using var v1 = server.CreateV1(Configure);

        CheckHeaders(await Assert.ThrowsAsync<LlmRateLimitedException>(() => Guard.Within(MethodTable.Row(method).CallAsync(native, v1))));
    }

    [Theory]
    [InlineData(Shape.Void)]
    [InlineData(Shape.Typed)]
    [InlineData(Shape.Lines)]
    [InlineData(Shape.Events)]
    public async Task An_error_inside_a_200_has_the_headers_of_that_answer(Shape shape)
    {
        await using var server = new ScriptedServer(connection => shape == Shape.Events
            ? connection.RespondAsync(200, V1.EventStream, V1.Events(V1.Text("a"), Refusal), s_headers)
            : connection.RespondJsonAsync(shape == Shape.Lines ? $"{TestClient.Chunk}\n{Refusal}\n" : Refusal, 200, s_headers));
        await using var clients = new BothClients(server.Url.ToString(), Configure);

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => Guard.Within(clients.CallAsync(shape)));

        Assert.Equal("req-1", error.RequestId);
        var cause = error as LlmApiException ?? Assert.IsType<LlmStreamException>(error).ServerError!;
        CheckHeaders(cause);
        Assert.Equal((error.Endpoint, error.Model, error.Attempts), (cause.Endpoint, cause.Model, cause.Attempts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_of_ones_own_making_has_them_too(bool streamed)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal, 429, s_headers));
        await using var clients = new BothClients(server.Url.ToString(), Configure);

        foreach (var call in (Func<Task>[])[
            () => streamed ? clients.Native.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync() : clients.Native.SendAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct),
            () => streamed ? clients.V1.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync() : clients.V1.SendAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct)])
        {
            CheckHeaders(await Assert.ThrowsAsync<LlmRateLimitedException>(() => Guard.Within(call())));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_of_many_servers_has_them_of_each(bool streamed)
    {
        await using var first = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal, 429, ("request-id", "one")));
        await using var second = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal, 429, ("request-id", "two")));
        var told = new List<ResponseInfo>();
        await using var client = new LlmClient(LlmServers.Options(first.Native(), second.V1(LlmProviders.LmStudio)).With(options => options.Retry.MaxRetries = 0));
        var request = new LlmRequest("hi") { Call = new CallOptions { OnResponse = told.Add } };

        var error = await Assert.ThrowsAsync<LlmFallbackException>(() => streamed ? client.ChatStreamAsync(request, TestClient.Ct).ToListAsync() : client.ChatAsync(request, TestClient.Ct));

        Assert.Equal(["one", "two"], error.Failures.Select(failure => failure.Error.RequestId));
        Assert.Equal(["one", "two"], error.Failures.Select(failure => ((LlmApiException)failure.Error).Headers["Request-Id"]));
        Assert.Equal([429, 429], told.Select(info => info.Status));
    }

    [Theory]
    [InlineData(Shape.Void)]
    [InlineData(Shape.Typed)]
    [InlineData(Shape.Lines)]
    [InlineData(Shape.Events)]
    public async Task OnResponse_is_told_of_every_answer_and_its_attempt(Shape shape)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal, 429, ("X-Left", $"{connection.Request.Path.Length}"), ("Retry-After", "0")));
        await using var clients = new BothClients(server.Url.ToString(), options => options.Retry.MaxRetries = 1);
        var told = new List<ResponseInfo>();

        await Assert.ThrowsAsync<LlmRateLimitedException>(() => Guard.Within(clients.CallAsync(shape, new CallOptions { OnResponse = told.Add })));

        Assert.Equal(server.Requests.Count, told.Count);
        Assert.Equal(Enumerable.Range(1, told.Count), told.Select(info => info.Attempts));
        Assert.Equal(shape == Shape.Void ? 1 : 2, told.Count);
        Assert.All(told, info => Assert.Equal((429, true, true), (info.Status, info.Headers.Contains("X-Left"), info.ContentType?.StartsWith("application/json", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(200)]
    public async Task What_OnResponse_throws_ends_the_call_whatever_it_is(int status)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", status));
        await using var client = server.Create();
        var mine = new LlmConnectionException(ConnectionPhase.Connect, "mine");

        var thrown = await Assert.ThrowsAsync<LlmConnectionException>(() => Guard.Within(client.GetVersionAsync(new CallOptions { OnResponse = _ => throw mine }, TestClient.Ct)));

        Assert.Same(mine, thrown);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(Shape.Void)]
    [InlineData(Shape.Typed)]
    [InlineData(Shape.Lines)]
    [InlineData(Shape.Events)]
    public async Task The_id_that_was_sent_is_the_one_of_every_failure(Shape shape)
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync(Refusal, 400, ("x-request-id", "theirs")),
            connection => connection.BeginAnswerAsync().ContinueWith(_ => connection.Close(), TaskScheduler.Default),
            connection => connection.RespondJsonAsync(Refusal, 400, ("x-request-id", "theirs")));
        await using var clients = new BothClients(server.Url.ToString(), options => options.Retry.MaxRetries = 0);
        var options = new CallOptions { RequestId = "mine" };

        Assert.Equal("mine", (await Assert.ThrowsAsync<LlmApiException>(() => Guard.Within(clients.CallAsync(shape, options)))).RequestId);
        Assert.Equal("mine", (await Assert.ThrowsAnyAsync<LlmException>(() => Guard.Within(clients.CallAsync(shape, options)))).RequestId);
        Assert.Equal("mine", (await Assert.ThrowsAsync<LlmApiException>(() => Guard.Within(clients.CallAsync(shape, new CallOptions { Headers = { ["x-request-id"] = "mine" } })))).RequestId);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_has_no_id_of_an_earlier_one()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("{}", 503, ("x-request-id", "first")),
            connection =>
            {
                connection.Close();
                return Task.CompletedTask;
            });
        await using var client = server.Create(options => options.Retry.MaxRetries = 1);

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => Guard.Within(client.GetVersionAsync(cancellationToken: TestClient.Ct)));

        Assert.Equal((2, (string?)null), (error.Attempts, error.RequestId));
    }

    [Theory]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":""}""")]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""[{"error":"boom"}]""")]
    [InlineData("""{"error":""")]
    [InlineData("error")]
    public async Task A_call_without_a_result_takes_any_body_that_tells_of_no_error(string body)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body));
        await using var clients = new BothClients(server.Url.ToString());

        await Guard.Within(clients.CallAsync(Shape.Void));
    }

    private static void Configure(LlmConnectionOptions options)
    {
        _ = options is OllamaClientOptions native ? native.ApiKey = Key : ((OpenAICompatibleClientOptions)options).ApiKey = Key;
        options.Retry.MaxRetries = 0;
    }

    private static void CheckHeaders(LlmApiException error)
    {
        Assert.Equal("17", error.Headers["x-ratelimit-remaining-TOKENS"]);
        Assert.Equal("1.1 a, 1.1 b", error.Headers["via"]);
        Assert.Equal("***", error.Headers["X-Echo"]);
        Assert.Contains("Content-Type", error.Headers.Keys);
        Assert.DoesNotContain("Set-Cookie", error.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, string>)error.Headers)["Via"] = "x");
        Assert.Equal("req-1", error.RequestId);
        Assert.Equal((System.Net.HttpStatusCode)error.Status, error.StatusCode);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1.1 a", error.ToString(), StringComparison.Ordinal);
    }
}
