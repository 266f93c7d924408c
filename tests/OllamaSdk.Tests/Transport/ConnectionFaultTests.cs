using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>Where a connection fails, told apart.</summary>
public sealed class ConnectionFaultTests
{
    [Fact]
    public async Task A_refused_port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var client = TestClient.Create($"user:pa55word@127.0.0.1:{port}/path?query=1");

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(ConnectionPhase.Connect, error.Phase);
        Assert.Equal(3, error.Attempts);
        Assert.Equal("m", error.Model);
        Assert.Equal($"http://127.0.0.1:{port}/path", error.Endpoint?.ToString());
        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("ollama serve", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve()
    {
        await using var client = TestClient.Create("http://no-such-host.invalid:11434");

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(ConnectionPhase.Resolve, error.Phase);
        Assert.Equal(2, error.Attempts);
        Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_to_a_port_that_speaks_http()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var peer = await listener.AcceptTcpClientAsync(TestClient.Ct);
                accepted++;
                await peer.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestClient.Ct);
            }
        }, TestClient.Ct);
        await using var client = TestClient.Create($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(ConnectionPhase.Tls, error.Phase);
        Assert.Equal(1, error.Attempts);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
        Assert.Equal(1, accepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_before_headers(bool reset)
    {
        await using var server = new ScriptedServer(connection =>
        {
            (reset ? (Action)connection.Reset : connection.Close)();
            return Task.CompletedTask;
        });
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(ConnectionPhase.ReceiveHeaders, error.Phase);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6 hello there\r\n\r\n")]
    [InlineData("\u001b[31mnot http\u0007 at all\r\nand more of it\r\n\r\n")]
    [InlineData("HTTP/1.1 abc Not a status\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")]
    public async Task Garbage(string bytes)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendAsync(bytes);
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => Guard.Within(client.ChatAsync("hi", cancellationToken: TestClient.Ct)));

        Assert.DoesNotContain('\u001b', error.Message);
        Assert.True(error.Message.Length < 512);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Headers_larger_than_the_limit()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nX-Large: {new string('x', 128 * 1024)}\r\n\r\n");
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create();

        await Assert.ThrowsAsync<LlmProtocolException>(() => Guard.Within(client.ChatAsync("hi", cancellationToken: TestClient.Ct)));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_idle_connection_that_the_server_closed_is_not_noticed()
    {
        await using var server = new ScriptedServer(
            async connection =>
            {
                await connection.RespondNdjsonAsync(TestClient.Last);
                connection.Close();
            },
            connection => connection.RespondNdjsonAsync(TestClient.Last));
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        await client.Stream().ToListAsync();
        await Guard.Within(Task.Delay(50, TestClient.Ct));
        await client.Stream().ToListAsync();

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, server.Connections.Count);
    }

    [Fact]
    public async Task A_status_nobody_knows()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", 999));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(999, error.Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Interim_answers_are_skipped()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
            await connection.RespondJsonAsync(TestClient.Version);
        });
        await using var client = server.Create();

        Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));
    }
}
