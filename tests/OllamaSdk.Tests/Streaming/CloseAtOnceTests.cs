using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>
/// However a stream is left, the server notices while the client lives on. The foreign client drains for ever, so that only the SDK's
/// own breaking off can close the connection.
/// </summary>
public sealed class CloseAtOnceTests
{
    private const int TooLong = 4096;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task H07_break(bool foreign) => ClosesAsync(foreign, async client =>
    {
        await foreach (var _ in client.Stream())
        {
            break;
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task H08_exception_in_the_loop_body(bool foreign) => ClosesAsync(foreign, async client =>
    {
        var own = new InvalidDataException("mine");
        Assert.Same(own, await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in client.Stream())
            {
                throw own;
            }
        }));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task H04_cancel_in_the_loop_body(bool foreign) => ClosesAsync(foreign, async client =>
    {
        using var source = new CancellationTokenSource();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.Stream(null, source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task H03_cancel_while_a_read_waits(bool foreign) => ClosesAsync(foreign, async client =>
    {
        using var source = new CancellationTokenSource();
        await using var items = client.Stream(null, source.Token).GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync();
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.AsTask());
        Assert.True(error.CancellationToken.IsCancellationRequested);
    });

    [Theory]
    [InlineData(false, "{not json")]
    [InlineData(true, "{not json")]
    [InlineData(false, """{"error":"boom"}""")]
    [InlineData(true, """{"error":"boom"}""")]
    public Task Failing_stream(bool foreign, string line) =>
        ClosesAsync(foreign, client => Assert.ThrowsAnyAsync<LlmException>(() => client.Stream().ToListAsync()), line);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Line_over_the_limit(bool foreign) => ClosesAsync(foreign, async client =>
    {
        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());
        Assert.Equal(StreamFailure.LimitExceeded, error.Reason);
    }, new string(' ', TooLong + 1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Total_timer_while_the_caller_is_busy(bool foreign)
    {
        var clock = new FakeClock();
        await ClosesAsync(foreign, async client =>
        {
            var error = await Assert.ThrowsAsync<LlmTimeoutException>(async () =>
            {
                await foreach (var _ in client.Stream(new CallOptions { TotalTimeout = TimeSpan.FromMinutes(1) }))
                {
                    clock.Advance(TimeSpan.FromMinutes(1));
                }
            });
            Assert.Equal(LlmTimer.Total, error.Timer);
        }, configure: options => options.TimeProvider = clock);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task H11_client_disposed_in_the_loop_body(bool foreign) => ClosesAsync(foreign, client => Assert.ThrowsAsync<ObjectDisposedException>(async () =>
    {
        await foreach (var _ in client.Stream())
        {
            client.Dispose();
        }
    }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Exception_in_OnResponse(bool foreign) => ClosesAsync(foreign, async client =>
    {
        var own = new InvalidDataException("mine");
        Assert.Same(own, await Assert.ThrowsAsync<InvalidDataException>(() => client.Stream(new CallOptions { OnResponse = _ => throw own }).ToListAsync()));
    });

    [Fact]
    public async Task A_stream_read_to_its_end_gives_its_connection_back()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(TestClient.Chunk, TestClient.Last));
        await using var client = server.Create();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(2, (await client.Stream().ToListAsync()).Count);
        }

        Assert.Equal(5, server.Requests.Count);
        Assert.Single(server.Connections);
    }

    private static async Task ClosesAsync(
        bool foreign, Func<OllamaClient, Task> leave, string? secondLine = null, Action<OllamaClientOptions>? configure = null)
    {
        string[] lines = secondLine is null ? [TestClient.Chunk] : [TestClient.Chunk, secondLine];
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(lines);
            await connection.HoldUntilClientClosesAsync();
        });
        using var pool = new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan, MaxResponseDrainSize = int.MaxValue };
        using var http = new HttpClient(pool);
        var options = new OllamaClientOptions { Endpoint = server.Url.ToString(), DefaultModel = "m", MaxLineBytes = TooLong };
        configure?.Invoke(options);
        var client = foreign ? new OllamaClient(http, options) : new OllamaClient(options);

        await Guard.Within(leave(client), "leaving the stream");

        await server.WaitForRequestAsync();
        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
        // Kept alive until here: its end would close the connection too.
        client.Dispose();
    }
}
