using System.Net;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>What a caller passes to an interface's method, and what of his own code it runs.</summary>
public sealed class InterfaceCallTests
{
    public static TheoryData<Shape> Shapes => [.. Enum.GetValues<Shape>()];

    [Fact]
    public async Task A_body_that_is_null_is_refused_before_anything_is_sent()
    {
        using var handler = new StubHandler("{}");
        await using var native = handler.Create();
        await using var v1 = handler.CreateV1();
        var (generation, models, ct) = (native.Api<IOllamaGenerationApi>(), native.Api<IOllamaModelsApi>(), TestClient.Ct);
        Func<Task>[] calls =
        [
            async () => await generation.ChatAsync(null!, null, ct),
            async () => await generation.ChatStreamAsync(null!, null, ct).ToListAsync(),
            async () => await generation.GenerateStreamAsync(null!, null, ct).ToListAsync(),
            async () => await models.CopyModelAsync(null!, null, ct),
            async () => await models.DeleteModelAsync(null!, null, ct),
            async () => await models.PullModelAsync(null!, null, ct),
            async () => await native.Api<IOllamaBlobsApi>().UploadBlobAsync("sha256:00", null!, null, ct),
            async () => await v1.Api<IOpenAIChatApi>().ChatAsync(null!, null, ct),
            async () => await v1.Api<IOpenAIChatApi>().ChatStreamAsync(null!, null, ct).ToListAsync(),
            async () => await v1.Api<IOpenAIAudioApi>().TranscribeAsync(null!, null, ct),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ArgumentNullException>(call);
        }

        Assert.Equal(0, handler.Requests);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Options_that_are_wrong_are_refused_before_anything_is_sent(Shape shape)
    {
        const string canary = "c4nary";
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());
        CallOptions[] wrong =
        [
            new() { Headers = { ["X-Mine"] = $"{canary}\r\nX-Evil: 1" } }, new() { Headers = { ["X\r\nX-Evil"] = canary } }, new() { Headers = { ["Host"] = canary } },
            new() { Headers = { ["Transfer-Encoding"] = canary } }, new() { RequestId = $"{canary}\n" }, new() { TotalTimeout = TimeSpan.Zero },
            new() { FirstByteTimeout = TimeSpan.FromDays(50) }, new() { IdleTimeout = TimeSpan.FromSeconds(-5) }, new() { MaxRetries = -1 },
        ];

        foreach (var options in wrong)
        {
            var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => Guard.Within(clients.CallAsync(shape, options, TestClient.Ct)));
            Assert.DoesNotContain(canary, error.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Options_reach_the_request(Shape shape)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString(), options => options.Headers["Authorization"] = "Bearer key");
        List<ResponseInfo> told = [];

        await Guard.Within(clients.CallAsync(
            shape, new CallOptions { Headers = { ["x-mine"] = "1", ["user-agent"] = "theirs" }, RequestId = "id-7", OnResponse = told.Add }, TestClient.Ct));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("1", "theirs", "id-7", "Bearer key"), (request.Header("X-Mine"), request.Header("User-Agent"), request.Header("X-Request-Id"), request.Header("Authorization")));
        Assert.Single(request.Headers, header => header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((200, 1), (Assert.Single(told).Status, told[0].Attempts));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_exception_of_the_callers_listener_comes_out_as_it_is(Shape shape)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginAnswerAsync();
            await connection.HoldUntilClientClosesAsync();
        });
        await using var clients = new BothClients(server.Url.ToString());
        var own = new InvalidDataException("mine");

        Assert.Same(own, await Record.ExceptionAsync(() => Guard.Within(clients.CallAsync(shape, new CallOptions { OnResponse = _ => throw own }))));

        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_exception_of_the_callers_handler_comes_out_as_it_is(Shape shape)
    {
        foreach (var own in (Exception[])[new InvalidDataException("mine"), new NotSupportedException("mine"), new OperationCanceledException("mine"), new TaskCanceledException("mine")])
        {
            using var handler = new StubHandler((_, _) => Task.FromException<HttpResponseMessage>(own));
            await using var clients = new BothClients("http://127.0.0.1:9", options => options.Handler = handler);

            Assert.Same(own, await Record.ExceptionAsync(() => Guard.Within(clients.CallAsync(shape))));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task The_callers_handler_sees_each_attempt_of_one_request(Shape shape)
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("{}", 503), connection => connection.RespondJsonAsync("{}", 503), connection => connection.RespondToAnyAsync());
        using var pool = new SocketsHttpHandler();
        using var seen = new Seen { InnerHandler = pool };
        await using var clients = new BothClients(server.Url.ToString(), options => options.Handler = seen);

        // Copying is sent once only, so a HEAD stands for the calls without a result.
        await Guard.Within(shape == Shape.Void ? clients.Native.Api<IOllamaBlobsApi>().CheckBlobAsync("sha256:00", null, TestClient.Ct) : clients.CallAsync(shape, null, TestClient.Ct));

        Assert.Equal(3, seen.Requests.Count);
        Assert.Single(seen.Requests.Distinct());
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal((server.Requests[0].Head, server.Requests[0].Text), (request.Head, request.Text)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_foreign_client_gets_a_fresh_request_for_each_attempt(Shape shape)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", 503), connection => connection.RespondToAnyAsync());
        using var pool = new SocketsHttpHandler();
        using var seen = new Seen { InnerHandler = pool };
        using var http = new HttpClient(seen);
        await using var clients = new BothClients(server.Url.ToString(), null, http);

        await Guard.Within(shape == Shape.Void ? clients.Native.Api<IOllamaBlobsApi>().CheckBlobAsync("sha256:00", null, TestClient.Ct) : clients.CallAsync(shape, null, TestClient.Ct));

        Assert.Equal(2, seen.Requests.Distinct().Count());
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
    }

    [Fact]
    public async Task A_change_is_sent_once()
    {
        using var handler = new StubHandler("{}", HttpStatusCode.ServiceUnavailable);
        await using var clients = new BothClients("http://127.0.0.1:9", options => options.Handler = handler);

        await Assert.ThrowsAsync<LlmApiException>(() => clients.CallAsync(Shape.Void));

        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task An_upload_over_a_foreign_client_is_sent_again_as_a_whole()
    {
        await using var server = Transfers.BlobScripts.Server(
            Transfers.BlobScripts.MissingAsync,
            async connection =>
            {
                await Transfers.BlobScripts.ContinueAsync(connection);
                await connection.ReadBodyAsync();
                connection.Reset();
            },
            Transfers.BlobScripts.MissingAsync,
            Transfers.BlobScripts.AcceptAsync);
        using var http = new HttpClient();
        await using var clients = new BothClients(server.Url.ToString(), null, http);
        using var content = new MemoryStream("hello"u8.ToArray());

        await Guard.Within(clients.Native.UploadBlobAsync(content, Transfers.BlobScripts.HelloDigest, cancellationToken: TestClient.Ct));

        Assert.Equal(["HEAD", "POST", "HEAD", "POST"], server.Requests.Select(request => request.Method));
        Assert.Equal((Transfers.BlobScripts.Hello, "5"), (server.Requests[3].Text, server.Requests[3].Header("Content-Length")));
        Assert.True(content.CanRead);
    }

    private sealed class Seen : DelegatingHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
