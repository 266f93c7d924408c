using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>What can go wrong while a blob is sent, and whose fault it is.</summary>
public sealed class UploadFaultTests
{
    private const int Size = 1_000_000;

    public static TheoryData<string> CallbackFaults => ["data", "io", "operation", "disposed", "http"];

    [Theory]
    [InlineData(413)]
    [InlineData(401)]
    [InlineData(507)]
    public async Task F10_a_refusal_before_the_body_is_seen_and_nothing_is_sent(int status)
    {
        await using var server = BlobScripts.Server(
            BlobScripts.MissingAsync, connection => connection.RespondJsonAsync("""{"error":"too large"}""", status, ("Connection", "close")));
        await using var client = server.Create();
        using var content = new GeneratedStream(1L << 40);
        var reports = new Reports();

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, reports, cancellationToken: TestClient.Ct)));

        Assert.Equal((status, "too large"), (error.Status, error.ServerMessage));
        Assert.Empty(reports.All);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(Size - 1, "ended after 999999 of the 1000000")]
    [InlineData(0, "ended after 0 of the 1000000")]
    [InlineData(Size + 1, "grew beyond the 1000000")]
    [InlineData(Size * 2, "grew beyond the 1000000")]
    public async Task A_source_that_changes_its_size_is_named(int realSize, string words)
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        using var content = new GeneratedStream(Size) { RealLength = realSize };

        var error = await Assert.ThrowsAsync<LlmUploadException>(
            () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(server.Url, error.Endpoint);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_source_that_vanishes_is_named()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        foreach (var fault in (Exception[])[new IOException("the disk is gone"), new ObjectDisposedException("file")])
        {
            var reads = 0;
            using var content = new GeneratedStream(Size, _ => ++reads < 3 ? Task.CompletedTask : Task.FromException(fault));

            var error = await Assert.ThrowsAsync<LlmUploadException>(
                () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

            Assert.Same(fault, error.InnerException);
            Assert.Contains(fault.Message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_source_that_cannot_be_hashed_fails_as_it_is_before_any_request()
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync);
        await using var client = server.Create();
        var fault = new IOException("the disk is gone");
        using var content = new GeneratedStream(Size, _ => Task.FromException(fault));

        Assert.Same(fault, await Assert.ThrowsAsync<IOException>(() => client.UploadBlobAsync(content, cancellationToken: TestClient.Ct)));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_digest_at_the_server_is_the_sources_fault_where_we_hashed_it(bool hashed)
    {
        const string words = "digest mismatch, expected \"sha256:a\", got \"sha256:b\"";
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, async connection =>
        {
            await connection.ContinueAsync();
            await connection.ReadBodyAsync();
            await connection.RespondJsonAsync("""{"error":"digest mismatch, expected \"sha256:a\", got \"sha256:b\""}""", 400);
        });
        await using var client = server.Create();
        using var content = new GeneratedStream(10);

        var error = await Assert.ThrowsAnyAsync<LlmException>(
            () => client.UploadBlobAsync(content, hashed ? null : BlobScripts.SomeDigest, cancellationToken: TestClient.Ct));

        var refusal = Assert.IsType<LlmApiException>(hashed ? Assert.IsType<LlmUploadException>(error).InnerException : error);
        Assert.Equal((400, words), (refusal.Status, refusal.ServerMessage));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(CallbackFaults))]
    public async Task What_the_callback_throws_comes_out_and_the_connection_is_closed(string kind)
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, async connection =>
        {
            await connection.ContinueAsync();
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create();
        Exception own = kind switch
        {
            "data" => new InvalidDataException("mine"),
            "io" => new IOException("mine"),
            "operation" => new InvalidOperationException("mine"),
            "disposed" => new ObjectDisposedException("mine"),
            _ => new HttpRequestException("mine"),
        };
        using var content = new GeneratedStream(Size);

        var thrown = await Record.ExceptionAsync(
            () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, new Reports(_ => throw own), cancellationToken: TestClient.Ct)));

        Assert.Same(own, thrown);
        await Guard.Within(server.Connections[^1].ClientClosed);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_closes_the_connection()
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, async connection =>
        {
            await connection.ContinueAsync();
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create();
        using var source = new CancellationTokenSource();
        using var content = new GeneratedStream(1L << 40);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, new Reports(_ => source.Cancel()), null, source.Token)));

        await Guard.Within(server.Connections[^1].ClientClosed);
    }
}
