using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Bodies whose framing breaks, as sent by a real server.</summary>
public sealed class BodyFaultTests
{
    private static readonly (string Name, string Value) s_chunked = ("Transfer-Encoding", "chunked");
    private static readonly (string Name, string Value) s_ndjson = ("Content-Type", "application/x-ndjson");

    [Theory]
    [InlineData("ZZ\r\n")]
    [InlineData("-5\r\nhello\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFFF\r\n")]
    public async Task C05_a_malformed_chunk_is_a_protocol_fault(string bytes)
    {
        // .NET loses a good chunk that comes in one read with a bad one: the bad one waits for the item.
        var delivered = new TaskCompletionSource();
        var (error, items) = await StreamAsync(async connection =>
        {
            await connection.SendHeadAsync(200, s_ndjson, s_chunked);
            await connection.SendChunkAsync(TestClient.Chunk + "\n");
            await connection.WaitForAsync(delivered);
            await connection.SendAsync(bytes);
            await connection.HoldUntilClientClosesAsync();
        }, delivered);

        Assert.IsType<LlmProtocolException>(error);
        Assert.Equal(1, items);
    }

    [Fact]
    public async Task C04_a_body_that_ends_with_its_connection_is_incomplete_when_cut()
    {
        var (error, items) = await StreamAsync(async connection =>
        {
            await connection.SendHeadAsync(200, s_ndjson);
            await connection.SendAsync(TestClient.Chunk + "\n");
            connection.Close();
        });

        Assert.Equal(StreamFailure.Incomplete, Assert.IsType<LlmStreamException>(error).Reason);
        Assert.Equal(1, items);
    }

    [Fact]
    public async Task C03_a_body_shorter_than_its_length_is_interrupted()
    {
        var (error, items) = await StreamAsync(async connection =>
        {
            await connection.SendHeadAsync(200, s_ndjson, ("Content-Length", "10000"));
            await connection.SendAsync(TestClient.Chunk + "\n");
            connection.Close();
        });

        Assert.Equal(StreamFailure.Interrupted, Assert.IsType<LlmStreamException>(error).Reason);
        Assert.Equal(1, items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C03_a_whole_answer_that_breaks_off_is_a_connection_fault(bool reset)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Content-Length", "10000"));
            await connection.SendAsync("{\"done\":");
            (reset ? (Action)connection.Reset : connection.Close)();
        });
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", null, new CallOptions { MaxRetries = 0 }, TestClient.Ct));

        Assert.Contains(error.Phase, (ConnectionPhase[])(reset ? [ConnectionPhase.ReceiveBody, ConnectionPhase.ReceiveHeaders] : [ConnectionPhase.ReceiveBody]));
        Assert.Equal("m", error.Model);
        Assert.Equal(server.Url, error.Endpoint);
        Assert.Equal(1, error.Attempts);
    }

    [Fact]
    public async Task F24_compressed_bytes_nobody_asked_for_are_not_unpacked()
    {
        var (error, _) = await StreamAsync(async connection =>
        {
            Assert.Null(connection.Request.Header("Accept-Encoding"));
            await connection.SendHeadAsync(200, s_ndjson, ("Content-Encoding", "gzip"), s_chunked);
            await connection.SendChunkAsync(new byte[] { 0x1f, 0x8b, 8, 0, (byte)'\n' });
            await connection.EndChunksAsync();
        });

        Assert.IsType<LlmProtocolException>(error);
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.OK)]
    public async Task F01_no_body_where_one_is_due(HttpStatusCode status)
    {
        using var handler = new StubHandler("", status);
        await using var client = handler.Create();

        await Assert.ThrowsAsync<LlmProtocolException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));
        var stream = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());
        Assert.Equal(StreamFailure.Incomplete, stream.Reason);
        Assert.Equal(0, stream.ItemsReceived);
    }

    [Fact]
    public async Task An_answer_that_says_it_is_not_done_is_incomplete()
    {
        using var handler = new StubHandler("""{"model":"m","message":{"role":"assistant","content":"half"},"done":false}""");
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(StreamFailure.Incomplete, error.Reason);
        Assert.Equal("half", error.Partial?.Content);
    }

    [Fact]
    public async Task F23_an_error_inside_a_200_answer_is_an_API_error()
    {
        using var handler = new StubHandler("""{"error":"model runner has unexpectedly stopped"}""");
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(200, error.Status);
        Assert.Equal("model runner has unexpectedly stopped", error.ServerMessage);
    }

    [Fact]
    public async Task F22_a_web_page_names_its_type_and_has_its_beginning_for_who_asks()
    {
        using var handler = new StubHandler("<html>Sign in to the network</html>", contentType: "text/html; charset=utf-8");
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => client.Stream().ToListAsync());

        Assert.Contains("text/html", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sign in to the network", error.Excerpt, StringComparison.Ordinal);
    }

    private static async Task<(Exception? Error, int Items)> StreamAsync(Func<ScriptedConnection, Task> script, TaskCompletionSource? delivered = null)
    {
        await using var server = new ScriptedServer(script);
        await using var client = server.Create();
        var items = 0;
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in client.Stream(new CallOptions { MaxRetries = 0 }))
            {
                items++;
                delivered?.TrySetResult();
            }
        });
        Assert.Single(server.Requests);
        return (error, items);
    }
}
