using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.ProcessWide;
using OllamaSdk.Tests.Transfers;

namespace OllamaSdk.Tests.Faults;

/// <summary>
/// I05, I06: a connection that breaks inside a large upload, and a server that stops taking it. Alone in the process, since what the whole process
/// allocates is counted.
/// </summary>
[Collection(ProcessWideCollection.Name)]
public sealed class UploadResetRows
{
    private const long GiB4 = 1L << 32;
    // Over a connection less will do: what matters of 4 GiB is told in memory.
    private const long OnTheWire = 64L << 20;
    private const long Allowed = 4 * 1024 * 1024;

    public static MatrixTheoryData<int, bool> PlacesAndPools => new([10, 50, 99], [false, true]);

    public static TheoryData<bool> Pools => [false, true];

    [Theory]
    [MemberData(nameof(PlacesAndPools))]
    public async Task I05_a_reset_at_some_percent(int percent, bool foreign)
    {
        await using var server = BlobScripts.Server(
            BlobScripts.MissingAsync,
            async connection =>
            {
                await connection.ContinueAsync();
                await connection.SkipBodyAsync(OnTheWire * percent / 100);
                connection.Reset();
            },
            BlobScripts.MissingAsync,
            async connection =>
            {
                await connection.ContinueAsync();
                await connection.SkipBodyAsync(OnTheWire, isAll: true);
                await connection.SendHeadAsync(201, ("Content-Length", "0"));
            });
        await using var client = new TransferClient(server, foreign);
        using var content = new GeneratedStream(OnTheWire);
        var told = new Told();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Guard.Within(client.Client.UploadBlobAsync(content, BlobScripts.SomeDigest, told, cancellationToken: TestClient.Ct));

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(["HEAD", "POST", "HEAD", "POST"], server.Requests.Select(request => request.Method));
        Assert.All(server.Requests.Where(request => request.Method == "POST"), request => Assert.Equal("67108864", request.Header("Content-Length")));
        told.CheckOneRestart(OnTheWire * percent / 100, OnTheWire);
        Assert.True(allocated < Allowed, $"{allocated:N0} bytes were allocated.");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task I05_a_reset_at_some_percent_of_4_GiB(int percent)
    {
        var at = GiB4 / 100 * percent;
        List<string> requests = [];
        using var handler = new StubHandler(async (request, token) =>
        {
            requests.Add(request.Method.Method);
            if (request.Method == HttpMethod.Head)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            }

            await using var sink = new CountingSink(requests.Count == 2 ? at : long.MaxValue);
            try
            {
                await request.Content!.CopyToAsync(sink, token);
            }
            catch (IOException e)
            {
                throw new HttpRequestException(HttpRequestError.Unknown, "An error occurred while sending the request.", e);
            }

            Assert.Equal((GiB4, GiB4), (request.Content.Headers.ContentLength, sink.Count));
            return new HttpResponseMessage(HttpStatusCode.Created);
        });
        using var client = handler.Create();
        using var content = new GeneratedStream(GiB4);
        var told = new Told();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await client.UploadBlobAsync(content, BlobScripts.SomeDigest, told, cancellationToken: TestClient.Ct);

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(["HEAD", "POST", "HEAD", "POST"], requests);
        told.CheckOneRestart(at, GiB4);
        // Each report of a piece is an object; of the 4 GiB themselves nothing is kept.
        Assert.True(allocated / told.Count < 1024, $"{allocated:N0} bytes were allocated for {told.Count} reports.");
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task I05_at_most_two_more_tries(bool foreign)
    {
        await using var server = BlobScripts.Server(connection => connection.Request.Method == "HEAD" ? BlobScripts.MissingAsync(connection) : BreakAsync(connection));
        await using var client = new TransferClient(server, foreign);
        using var content = new GeneratedStream(OnTheWire);

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => Guard.Within(client.Client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Equal(server.Url, error.Endpoint);
        Assert.Equal(["HEAD", "POST", "HEAD", "POST", "HEAD", "POST"], server.Requests.Select(request => request.Method));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task I05_a_refusal_in_the_middle_is_no_success(bool foreign)
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, async connection =>
        {
            await connection.ContinueAsync();
            await connection.SkipBodyAsync(OnTheWire / 10);
            await connection.RespondJsonAsync("""{"error":"too large"}""", 413, ("Connection", "close"));
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = new TransferClient(server, foreign);
        using var content = new GeneratedStream(OnTheWire);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => Guard.Within(client.Client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Equal((413, "too large"), (error.Status, error.ServerMessage));
        Assert.Equal(["HEAD", "POST"], server.Requests.Select(request => request.Method));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task I05_a_refusal_before_the_body_is_seen_and_nothing_is_sent(bool foreign)
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, connection => connection.RespondJsonAsync("""{"error":"too large"}""", 413, ("Connection", "close")));
        await using var client = new TransferClient(server, foreign);
        using var content = new GeneratedStream(GiB4);
        var told = new Told();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => Guard.Within(client.Client.UploadBlobAsync(content, BlobScripts.SomeDigest, told, cancellationToken: TestClient.Ct)));

        Assert.Equal((413, "too large", 0), (error.Status, error.ServerMessage, told.Count));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task I06_a_server_that_stops_reading(bool foreign)
    {
        var clock = new FakeClock();
        var never = new TaskCompletionSource();
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, async connection =>
        {
            await connection.ContinueAsync();
            await connection.SkipBodyAsync(1);
            await connection.WaitForAsync(never);
        });
        await using var client = new TransferClient(server, foreign, options => (options.TimeProvider, options.Retry.BaseDelay, options.Retry.MaxRetries) = (clock, TimeSpan.Zero, 0));
        using var content = new GeneratedStream(GiB4);

        var upload = client.Client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct);
        await server.WaitForRequestAsync(2);
        // Whatever the kernel still takes sets the timer anew: the clock goes on until nothing does.
        while (!upload.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(100));
            await Task.WhenAny(upload, Task.Delay(10, TestClient.Ct));
        }

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => upload);
        Assert.Equal((LlmTimer.FirstByte, TimeSpan.FromSeconds(100)), (error.Timer, error.Limit));
        Assert.Contains("last part", error.Message, StringComparison.Ordinal);
        Assert.Equal(["HEAD", "POST"], server.Requests.Select(request => request.Method));
    }

    private static async Task BreakAsync(ScriptedConnection connection)
    {
        await connection.ContinueAsync();
        await connection.SkipBodyAsync(OnTheWire / 2);
        connection.Reset();
    }

    /// <summary>Progress as it is told, of which only what matters is kept.</summary>
    private sealed class Told : IProgress<TransferProgress>
    {
        private readonly List<(long From, long To)> _restarts = [];
        private long _last;

        public int Count { get; private set; }

        public void Report(TransferProgress value)
        {
            Count++;
            if (value.CompletedBytes < _last)
            {
                _restarts.Add((_last, value.CompletedBytes));
            }

            _last = value.CompletedBytes;
        }

        /// <summary>It went back once, from where it broke or a little after, to the beginning, and came to the end.</summary>
        public void CheckOneRestart(long brokeAt, long length)
        {
            var (from, to) = Assert.Single(_restarts);
            Assert.InRange(from, brokeAt - (256 * 1024), length);
            Assert.InRange(to, 1, 256 * 1024);
            Assert.Equal(length, _last);
        }
    }
}
