using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>A connection that breaks while a blob is sent, and one that stands still.</summary>
public sealed class UploadRetryTests
{
    private const int Size = 1_000_000;

    [Fact]
    public async Task B02_after_a_reset_the_server_is_asked_first_and_the_whole_is_sent_again()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, connection => ResetInsideAsync(connection, begun), BlobScripts.MissingAsync, BlobScripts.AcceptAsync);
        await using var client = server.Create();
        using var content = new GeneratedStream(Size + 7);
        content.Position = 7;
        var reports = new Reports(_ => begun.TrySetResult());

        await Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, reports, cancellationToken: TestClient.Ct));

        Assert.Equal(["HEAD", "POST", "HEAD", "POST"], server.Requests.Select(r => r.Method));
        Assert.Equal(Size, server.Requests[3].Body.Length);
        Assert.Equal(7, server.Requests[3].Body[0]);
        Assert.Equal((Size, 1), (reports.Last.CompletedBytes, reports.Last.Fraction));
    }

    [Fact]
    public async Task A_blob_that_had_arrived_before_the_reset_is_not_sent_again()
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, ResetAsync, BlobScripts.PresentAsync);
        await using var client = server.Create();
        using var content = new GeneratedStream(Size);

        await Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct));

        Assert.Equal(["HEAD", "POST", "HEAD"], server.Requests.Select(r => r.Method));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task B02_it_gives_up_at_the_limit(int retries)
    {
        await using var server = BlobScripts.Server(
            BlobScripts.MissingAsync, ResetAsync, BlobScripts.MissingAsync, ResetAsync, BlobScripts.MissingAsync, ResetAsync, BlobScripts.PresentAsync);
        await using var client = server.Create(options => options.Retry.MaxRetries = retries);
        using var content = new GeneratedStream(Size);

        var error = await Assert.ThrowsAsync<LlmConnectionException>(
            () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Equal(ConnectionPhase.ReceiveHeaders, error.Phase);
        Assert.Equal(2 * (retries + 1), server.Requests.Count);
    }

    [Fact]
    public async Task A_source_that_cannot_be_set_back_is_sent_once()
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, ResetAsync, BlobScripts.PresentAsync);
        await using var client = server.Create();
        using var content = new PieceStream([new byte[Size]]);

        await Assert.ThrowsAsync<LlmConnectionException>(
            () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_server_that_stops_reading_is_a_time_out_and_is_asked_again(int retries)
    {
        var clock = new FakeClock();
        var never = new TaskCompletionSource();
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, async connection =>
        {
            await connection.ContinueAsync();
            await connection.WaitForAsync(never);
        }, BlobScripts.PresentAsync);
        await using var client = server.Create(options => (options.TimeProvider, options.Retry.BaseDelay, options.Retry.MaxRetries) = (clock, TimeSpan.Zero, retries));
        using var content = new GeneratedStream(1L << 40);
        var reports = new Reports();

        var upload = client.UploadBlobAsync(content, BlobScripts.SomeDigest, reports, cancellationToken: TestClient.Ct);
        await StandstillAsync(reports);
        clock.Advance(TimeSpan.FromSeconds(100) - TimeSpan.FromTicks(1));
        Assert.False(upload.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        var error = await Record.ExceptionAsync(() => Guard.Within(upload));

        Assert.Equal(retries == 0 ? ["HEAD", "POST"] : ["HEAD", "POST", "HEAD"], server.Requests.Select(r => r.Method));
        if (retries == 0)
        {
            var timeout = Assert.IsType<LlmTimeoutException>(error);
            Assert.Equal((LlmTimer.FirstByte, TimeSpan.FromSeconds(100)), (timeout.Timer, timeout.Limit));
            Assert.Contains("last part", timeout.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(error);
        }
    }

    [Fact]
    public async Task A_long_upload_that_goes_on_is_not_ended_by_the_first_byte_timer()
    {
        var clock = new FakeClock();
        var pieces = new SemaphoreSlim(0);
        var told = new SemaphoreSlim(0);
        await using var server = BlobScripts.Server();
        await using var client = server.Create(options => options.TimeProvider = clock);
        using var content = new GeneratedStream(10 * 128 * 1024, token => pieces.WaitAsync(token));

        var upload = client.UploadBlobAsync(content, BlobScripts.SomeDigest, new Reports(_ => told.Release()), null, TestClient.Ct);
        for (var piece = 0; piece < 10; piece++)
        {
            pieces.Release();
            Assert.True(await told.WaitAsync(Guard.Limit, TestClient.Ct), $"piece {piece} was not sent");
            clock.Advance(TimeSpan.FromSeconds(99));
        }

        Assert.False(upload.IsCompleted);
        pieces.Release();
        await Guard.Within(upload);
        Assert.Equal(TimeSpan.FromSeconds(990), clock.Elapsed);
    }

    // Only after a sign from the client: a request of which nothing was sent the connection pool would send again by itself.
    private static async Task ResetInsideAsync(ScriptedConnection connection, TaskCompletionSource begun)
    {
        await connection.ContinueAsync();
        await connection.WaitForAsync(begun);
        connection.Reset();
    }

    private static async Task ResetAsync(ScriptedConnection connection)
    {
        await connection.ContinueAsync();
        await connection.ReadBodyAsync();
        connection.Reset();
    }

    /// <summary>Returns when the kernel's buffers are full, so that no further piece goes out.</summary>
    private static async Task StandstillAsync(Reports reports)
    {
        int seen;
        do
        {
            seen = reports.All.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestClient.Ct);
        }
        while (seen == 0 || seen != reports.All.Count);
    }
}
