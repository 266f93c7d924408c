using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>Every fault of the transport is of the family, on calls without a result, with one, and with a stream, through the interfaces.</summary>
public sealed class FaultTests
{
    public static MatrixTheoryData<string, Shape, bool> Faults => new(FaultTable.Rows.Select(row => row.Name), Enum.GetValues<Shape>(), [false, true]);

    public static MatrixTheoryData<Shape, bool> Shapes => new(Enum.GetValues<Shape>(), [false, true]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Of_the_server(string fault, Shape shape, bool foreign)
    {
        var row = FaultTable.Row(fault);
        await using var server = new ScriptedServer(row.Script);
        await CheckAsync(server.Url.ToString(), shape, foreign, row.Expected(shape));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A01_refused(Shape shape, bool foreign)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = $"http://{listener.LocalEndpoint}";
        listener.Stop();

        await CheckAsync(endpoint, shape, foreign, "Connection Connect");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public Task A03_no_such_name(Shape shape, bool foreign) => CheckAsync("http://no-such-host.invalid:11434", shape, foreign, "Connection Resolve");

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A06_no_TLS(Shape shape, bool foreign)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync(TestClient.Ct);
            await peer.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestClient.Ct);
        }, TestClient.Ct);

        await CheckAsync($"https://{listener.LocalEndpoint}", shape, foreign, "Connection Tls");
        await Guard.Within(serving);
    }

    [Theory]
    [InlineData(Shape.Void)]
    [InlineData(Shape.Typed)]
    [InlineData(Shape.Lines)]
    [InlineData(Shape.Events)]
    public async Task A08_connecting_takes_too_long(Shape shape)
    {
        using var pool = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("not reached");
            },
        };
        await using var clients = new BothClients("http://127.0.0.1:9", options => (options.Handler, options.Retry.MaxRetries) = (pool, 0));

        Assert.Equal("Timeout Connect", FaultRow.Word(await Record.ExceptionAsync(() => Guard.Within(clients.CallAsync(shape)))));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task B04_silence(Shape shape, bool foreign)
    {
        var clock = new FakeClock();
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        using var http = new HttpClient();
        await using var clients = new BothClients(server.Url.ToString(), options => (options.TimeProvider, options.Retry.MaxRetries) = (clock, 0), foreign ? http : null);

        var call = clients.CallAsync(shape, new CallOptions { FirstByteTimeout = TimeSpan.FromSeconds(3) });
        await server.WaitForRequestAsync();
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("Timeout FirstByte", FaultRow.Word(await Record.ExceptionAsync(() => Guard.Within(call))));
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    private static async Task CheckAsync(string endpoint, Shape shape, bool foreign, string expected)
    {
        using var pool = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(pool);
        await using var clients = new BothClients(endpoint, options =>
        {
            options.MaxLineBytes = 4096;
            options.Retry.MaxRetries = 0;
        }, foreign ? http : null);
        List<object> items = [];

        var error = await Record.ExceptionAsync(() => Guard.Within(clients.CallAsync(shape, null, TestClient.Ct, items)));

        Assert.Equal(expected, FaultRow.Word(error));
        if (error is LlmException ours)
        {
            Assert.Equal(1, ours.Attempts);
            Assert.StartsWith(endpoint.TrimEnd('/'), ours.Endpoint?.ToString(), StringComparison.Ordinal);
            Assert.Equal("m", ours.Model);
            // What came before the fault was delivered before it, and the exception says how much that was.
            Assert.Equal(items.Count, ours.Partial?.ItemsReceived ?? 0);
        }
    }
}
