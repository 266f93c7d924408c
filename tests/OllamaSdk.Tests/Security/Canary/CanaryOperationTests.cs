using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Http;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>
/// One key, one password, one prompt and one answer through every public operation and every fault. The operations are found by reflection: a new one is
/// run as well, or fails here until somebody says how its arguments are made.
/// </summary>
[Collection(ProcessWide.ProcessWideCollection.Name)]
public sealed class CanaryOperationTests
{
    /// <summary>What sends nothing, and why it cannot be run here.</summary>
    private static readonly Dictionary<string, string> s_sendNothing = new()
    {
        ["OllamaServer.WaitForExitAsync"] = "It waits for the end of a process that was started, which the tests of the launcher do.",
    };

    private static readonly IReadOnlyList<CanaryOperation> s_operations =
        [.. CanaryOperation.Of(typeof(OllamaClient).Assembly).Where(operation => !s_sendNothing.ContainsKey(operation.Name.Split('(')[0]))];

    /// <summary>What cannot end well, and why; it is run all the same.</summary>
    private static readonly Dictionary<string, string> s_neverWell = new()
    {
        ["LlmProviders.DetectAsync"] = "It asks a real address, and the emulator is in memory. With the faults it has one.",
        ["OllamaServer.EnsureRunningAsync"] = "It starts a program, which the tests of the launcher do. With the faults it finds a server that runs.",
        ["LlmTool.InvokeAsync"] = "The canary's tool always fails, with the model's words in its own exception.",
    };

    /// <summary>Finds no host: a real look-up takes as long as it likes.</summary>
    private static readonly SocketsHttpHandler s_unknown = new() { ConnectCallback = static (_, _) => throw new SocketException((int)SocketError.HostNotFound) };

    /// <summary>These have no clock of the caller's.</summary>
    private static readonly CanaryOperation[] s_timed =
        [.. s_operations.Where(operation => !operation.Name.StartsWith("LlmProviders.DetectAsync", StringComparison.Ordinal) && !operation.Name.StartsWith("OllamaServer.EnsureRunningAsync", StringComparison.Ordinal))];

    public static MatrixTheoryData<string, bool> Echoes => new(CanaryFault.Echoing.Select(fault => fault.Name), [true, false]);

    public static TheoryData<string> Faults => [.. FaultTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Echoes))]
    public Task K06_nothing_is_seen_of_what_a_server_repeats(string fault, bool hasKey) => OfServerAsync(fault, CanaryFault.Echoing.Single(one => one.Name == fault).Script, hasKey);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task K05_nothing_is_seen_of_a_fault(string fault) => OfServerAsync(fault, FaultTable.Row(fault).Script, fault.Length % 2 == 0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task K05_nothing_is_seen_where_nothing_listens(bool hasKey)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        await new CanaryRun("A01 refused", s_operations, () => new CanaryHost($"{socket.LocalEndPoint}", TestClient.Ct) { HasKey = hasKey }).CheckAsync();
    }

    [Fact]
    public Task K05_nothing_is_seen_of_an_unknown_host() =>
        new CanaryRun("A03 unknown host", s_operations, () => new CanaryHost("no-such-host.invalid:1", TestClient.Ct, static options => options.Handler = s_unknown) { HasKey = false }).CheckAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task K05_nothing_is_seen_without_TLS(bool hasKey)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestClient.Ct);
        var serving = RefuseAsync(listener, stop.Token);

        await new CanaryRun("A06 no TLS", s_operations, () => new CanaryHost($"{listener.LocalEndpoint}", TestClient.Ct) { HasKey = hasKey, Scheme = "https" }).CheckAsync();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    [Theory]
    [InlineData("first byte")]
    [InlineData("idle")]
    [InlineData("total")]
    public async Task K05_nothing_is_seen_of_a_time_limit(string timer)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            if (timer == "idle")
            {
                await CanaryFault.BeginAsync(connection);
            }

            await connection.HoldUntilClientClosesAsync();
        });
        await new CanaryRun(timer, s_timed, () =>
        {
            var host = new CanaryHost(server.Url.Authority, TestClient.Ct, options => options.Retry.MaxRetries = 0) { Clock = new FakeClock() };
            host.Call.TotalTimeout = timer == "total" ? TimeSpan.FromMinutes(1) : null;
            return host;
        }).CheckAsync();
    }

    [Fact]
    public async Task K05_nothing_is_seen_of_a_cancelled_call()
    {
        await using var server = new ScriptedServer(static connection => connection.HoldUntilClientClosesAsync());
        await new CanaryRun("H01 cancelled", s_operations, () => new CanaryHost(server.Url.Authority, new CancellationToken(canceled: true))).CheckAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task K05_nothing_is_seen_of_a_good_answer(bool nativeFirst, bool hasKey)
    {
        var run = new CanaryRun("good", s_operations, () => new CanaryHost("127.0.0.1:9", TestClient.Ct, Emulated) { NativeFirst = nativeFirst, HasKey = hasKey, Patience = TimeSpan.FromMinutes(1) });

        await run.CheckAsync();

        var unwell = run.Failures.Where(failure => !s_neverWell.ContainsKey(failure.Key.Split('(')[0])).Select(failure => $"{failure.Key}: {failure.Value}");
        Assert.True(!unwell.Any(), $"These are to be run well, or to be listed with a reason:\n{string.Join('\n', unwell.Order())}");
    }

    [Fact]
    public async Task K05_no_secret_is_in_activities_that_may_tell_of_content()
    {
        LlmTelemetry.CaptureContent = true;
        try
        {
            await new CanaryRun("good, told", s_operations, () => new CanaryHost("127.0.0.1:9", TestClient.Ct, Emulated)) { MayTellContent = true }.CheckAsync();
        }
        finally
        {
            LlmTelemetry.CaptureContent = false;
        }
    }

    // Answers in HTTP before it was asked, as a server without TLS does to a handshake.
    private static async Task RefuseAsync(TcpListener listener, CancellationToken token)
    {
        while (true)
        {
            using var peer = await listener.AcceptTcpClientAsync(token);
            await peer.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
        }
    }

    private static async Task OfServerAsync(string fault, Func<ScriptedConnection, Task> script, bool hasKey)
    {
        await using var server = new ScriptedServer(script);
        await new CanaryRun(fault, s_operations, () => new CanaryHost(server.Url.Authority, TestClient.Ct, options => options.MaxLineBytes = 4096) { HasKey = hasKey }).CheckAsync();
    }

    private static void Emulated(LlmConnectionOptions options) => options.Handler = new CanaryEmulator();
}
