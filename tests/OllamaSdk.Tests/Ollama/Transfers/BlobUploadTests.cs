using System.Text;

namespace OllamaSdk.Tests.Transfers;

/// <summary>An upload that goes well, on the wire and in the progress it tells.</summary>
public sealed class BlobUploadTests
{
    [Fact]
    public async Task A_file_is_hashed_asked_for_and_sent()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        using var file = new TemporaryFile(BlobScripts.Hello);
        var reports = new Reports();

        Assert.Equal(BlobScripts.HelloDigest, await client.UploadBlobAsync(file.Path, reports, cancellationToken: TestClient.Ct));

        Assert.Equal(["HEAD", "POST"], server.Requests.Select(r => r.Method));
        Assert.All(server.Requests, r => Assert.Equal("/api/blobs/" + BlobScripts.HelloDigest, r.Path));
        var post = server.Requests[1];
        Assert.Equal((BlobScripts.Hello, "5", "100-continue", null), (post.Text, post.Header("Content-Length"), post.Header("Expect"), post.Header("Transfer-Encoding")));
        Assert.Equal("application/octet-stream", post.Header("Content-Type"));
        Assert.Equal([$"hashing {file.Name}", $"uploading {file.Name}"], reports.All.Select(r => r.Status));
        Assert.Equal(new LayerProgress(BlobScripts.HelloDigest, 5, 5), Assert.Single(reports.Last.Layers));
    }

    [Fact]
    public async Task I03_what_the_server_has_is_not_sent()
    {
        await using var server = BlobScripts.Server(BlobScripts.PresentAsync);
        await using var client = server.Create();
        using var file = new TemporaryFile(BlobScripts.Hello);
        var reports = new Reports();

        Assert.Equal(BlobScripts.HelloDigest, await client.UploadBlobAsync(file.Path, reports, cancellationToken: TestClient.Ct));

        Assert.Equal("HEAD", Assert.Single(server.Requests).Method);
        Assert.Equal(($"using existing {file.Name}", 1), (reports.Last.Status, reports.Last.Fraction));
    }

    [Fact]
    public async Task I07_an_empty_file_is_a_blob()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        using var file = new TemporaryFile("");

        var digest = await client.UploadBlobAsync(file.Path, cancellationToken: TestClient.Ct);

        Assert.Equal("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", digest);
        Assert.Equal(("0", ""), (server.Requests[1].Header("Content-Length"), server.Requests[1].Text));
    }

    [Fact]
    public async Task A_missing_file_is_found_before_any_request()
    {
        await using var server = BlobScripts.Server(BlobScripts.PresentAsync);
        await using var client = server.Create();

        await Assert.ThrowsAsync<FileNotFoundException>(() => client.UploadBlobAsync("no-such-file.gguf", cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.UploadBlobAsync(Path.GetTempPath(), cancellationToken: TestClient.Ct));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands_and_stays_open()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("not this: hello"));
        content.Position = 10;

        Assert.Equal(BlobScripts.HelloDigest, await client.UploadBlobAsync(content, cancellationToken: TestClient.Ct));

        Assert.Equal(BlobScripts.Hello, server.Requests[1].Text);
        Assert.True(content.CanRead);
    }

    [Fact]
    public async Task A_known_digest_saves_the_hashing()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        var reads = 0;
        using var content = new GeneratedStream(10, _ =>
        {
            reads++;
            return Task.CompletedTask;
        });

        Assert.Equal(BlobScripts.SomeDigest, await client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct));

        // The second one finds the end.
        Assert.Equal(2, reads);
        Assert.Equal(10, server.Requests[1].Body.Length);
    }

    [Fact]
    public async Task A_stream_that_can_be_read_once_is_kept_in_a_file_that_is_gone_after()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        // A length by which the file can be told from others.
        var bytes = new byte[54_321];
        using var content = new PieceStream([bytes.AsMemory(0, 1), bytes.AsMemory(1, 50_000), bytes.AsMemory(50_001)]);
        FileInfo[] spool = [];
        var reports = new Reports(_ => spool = [.. new DirectoryInfo(Path.GetTempPath()).EnumerateFiles().Where(f => f.Exists && f.Length == bytes.Length)]);

        await client.UploadBlobAsync(content, null, reports, cancellationToken: TestClient.Ct);

        Assert.Equal(bytes, server.Requests[1].Body);
        Assert.Equal("54321", server.Requests[1].Header("Content-Length"));
        Assert.False(File.Exists(Assert.Single(spool).FullName));
    }

    [Fact]
    public async Task A_stream_that_can_be_read_once_needs_no_file_where_the_digest_is_known()
    {
        await using var server = BlobScripts.Server();
        await using var client = server.Create();
        using var content = new PieceStream([Encoding.UTF8.GetBytes(BlobScripts.Hello)]);

        await client.UploadBlobAsync(content, BlobScripts.HelloDigest, cancellationToken: TestClient.Ct);

        Assert.Equal((BlobScripts.Hello, "chunked"), (server.Requests[1].Text, server.Requests[1].Header("Transfer-Encoding")));
    }
}
