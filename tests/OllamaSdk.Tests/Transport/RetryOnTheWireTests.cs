using OllamaSdk.TestKit;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Transport;

/// <summary>How often the server really sees a request.</summary>
public sealed class RetryOnTheWireTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Through_the_default_constructor(int failures)
    {
        await using var server = new ScriptedServer(
            [.. Enumerable.Repeat<Func<ScriptedConnection, Task>>(c => c.RespondJsonAsync("{}", 503), failures), c => c.RespondJsonAsync(TestClient.Version)]);
        await using var client = new OllamaClient(server.Url.ToString());
        var attempts = 0;

        Assert.Equal("1.2.3", await client.GetVersionAsync(new CallOptions { OnResponse = response => attempts = response.Attempts }, TestClient.Ct));

        Assert.Equal(failures + 1, server.Requests.Count);
        Assert.Equal(failures + 1, attempts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Failures_then_success(int failures)
    {
        await using var server = new ScriptedServer(
            [.. Enumerable.Repeat<Func<ScriptedConnection, Task>>(c => c.RespondJsonAsync("{}", 502), failures), c => c.RespondJsonAsync(TestClient.Version)]);
        await using var client = server.Create(options => options.Retry.MaxRetries = 3);

        var error = await Record.ExceptionAsync(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(failures <= 3, error is null);
        Assert.Equal(Math.Min(failures + 1, 4), server.Requests.Count);
        Assert.Equal(error is null ? null : 4, (error as LlmApiException)?.Attempts);
    }

    [Theory]
    [InlineData("chat", 503, 3)]
    [InlineData("chat", 429, 3)]
    [InlineData("chat", 500, 1)]
    [InlineData("chat", 400, 1)]
    [InlineData("chat", 401, 1)]
    [InlineData("chat", 404, 1)]
    [InlineData("stream", 503, 3)]
    [InlineData("stream", 500, 1)]
    [InlineData("version", 503, 6)]
    [InlineData("version", 500, 2)]
    [InlineData("version", 400, 1)]
    [InlineData("version", 401, 1)]
    [InlineData("version", 404, 1)]
    [InlineData("embed", 529, 6)]
    [InlineData("embed", 501, 1)]
    public async Task Requests_of_one_call(string operation, int status, int requests)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"no"}""", status));
        await using var client = server.Create(options => options.Retry.MaxRetries = 5);

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => CallAsync(client, operation));

        Assert.Equal(status, error.Status);
        Assert.Equal(requests, error.Attempts);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_again_once_an_answer_has_begun()
    {
        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync("application/x-ndjson", [], Ending.Cut));
        await using var client = server.Create(options => options.Retry.MaxRetries = 5);

        await Assert.ThrowsAnyAsync<LlmException>(() => client.Stream().ToListAsync());

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_call_decides_how_often()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", 503));
        await using var client = server.Create();

        await Assert.ThrowsAsync<LlmApiException>(() => client.GetVersionAsync(new CallOptions { MaxRetries = 0 }, TestClient.Ct));
        Assert.Single(server.Requests);
        await Assert.ThrowsAsync<LlmApiException>(() => client.GetVersionAsync(new CallOptions { MaxRetries = 4 }, TestClient.Ct));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task A_failed_answer_gives_its_connection_up_before_the_wait()
    {
        // Longer than what is read of an error, so that it is not read to its end.
        var body = new string('x', 2 * ApiErrors.MaxBodyBytes);
        await using var server = new ScriptedServer(
            [.. Enumerable.Repeat<Func<ScriptedConnection, Task>>(c => c.RespondAsync(503, "text/plain", body), 100), c => c.RespondJsonAsync(TestClient.Version)]);
        await using var client = server.Create(options => (options.MaxConnectionsPerServer, options.Retry.MaxRetries, options.Retry.BaseDelay) = (1, 100, TimeSpan.Zero));

        Assert.Equal("1.2.3", await Guard.Within(client.GetVersionAsync(cancellationToken: TestClient.Ct)));

        Assert.Equal(101, server.Requests.Count);
    }

    [Fact]
    public async Task The_body_is_the_same_each_time()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("{}", 503), c => c.RespondNdjsonAsync(TestClient.Last));
        await using var client = server.Create();

        await client.Stream().ToListAsync();

        Assert.Equal(2, server.Requests.Count);
        Assert.NotEmpty(server.Requests[0].Body);
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
        Assert.Equal(server.Requests[0].Head, server.Requests[1].Head);
    }

    [Fact]
    public async Task A_foreign_client_sends_again_too()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("{}", 503), c => c.RespondNdjsonAsync(TestClient.Last));
        using var http = new HttpClient();
        await using var client = new OllamaClient(http, new OllamaClientOptions { Endpoint = server.Url.ToString(), DefaultModel = "m", Retry = { BaseDelay = TimeSpan.Zero } });

        Assert.Single(await client.Stream().ToListAsync());

        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
    }

    [Fact]
    public async Task An_outage_does_not_multiply_the_load_for_ever()
    {
        const int calls = 200;
        using var handler = new StubHandler("down", System.Net.HttpStatusCode.ServiceUnavailable);
        await using var client = handler.Create(options => options.Retry.BaseDelay = TimeSpan.Zero);

        for (var i = 0; i < calls; i++)
        {
            await Assert.ThrowsAsync<LlmApiException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));
        }

        Assert.Equal(calls + 100, handler.Requests);
    }

    [Fact]
    public void The_budget_comes_back_with_successes()
    {
        var budget = new RetryBudget();
        while (budget.TryTake())
        {
        }

        for (var success = 0; success < 4; success++)
        {
            budget.Refill();
            Assert.False(budget.TryTake());
        }

        budget.Refill();
        Assert.True(budget.TryTake());
        Assert.False(budget.TryTake());
    }

    private static Task CallAsync(OllamaClient client, string operation) => operation switch
    {
        "chat" => client.ChatAsync("hi", cancellationToken: TestClient.Ct),
        "stream" => client.Stream().ToListAsync(),
        "version" => client.GetVersionAsync(cancellationToken: TestClient.Ct),
        "embed" => client.EmbedAsync("hi", cancellationToken: TestClient.Ct),
        _ => throw new NotSupportedException(operation),
    };
}
