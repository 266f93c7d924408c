using System.Net;
using System.Security.Cryptography;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Transfers;

namespace OllamaSdk.Tests.Faults;

/// <summary>I02 to I04, I07: files that change, that the server has, that it reads otherwise, and that cannot be read.</summary>
public sealed class UploadFileRows : IDisposable
{
    private const int Size = 1_000_000;

    private readonly TemporaryFile _file = new(new string('a', Size));

    /// <summary>How a file changes, what is said of it, and whether it changes after the first piece was sent or before.</summary>
    public static TheoryData<string, string, bool, bool, bool> Changes =>
    [
        .. from change in ((string How, string Words)[])
           [
               ("shrinks", "ended after 300000 of the 1000000 bytes"), ("is emptied", "ended after"), ("grows", "grew beyond the 1000000 bytes"), ("changes", "another digest"),
           ]
           from early in (bool[])[false, true]
           from model in (bool[])[false, true]
           from foreign in (bool[])[false, true]
           select (change.How, change.Words, early, model, foreign),
    ];

    public static MatrixTheoryData<string, bool> Unreadable => new(["missing", "locked", "a link to itself", "a directory", "in a file", "named by a NUL"], [false, true]);

    public static TheoryData<bool> Pools => [false, true];

    public void Dispose() => _file.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task I02_a_file_that_changes_while_it_is_uploaded(string how, string words, bool early, bool model, bool foreign)
    {
        await using var server = BlobScripts.Server(
            async connection =>
            {
                if (early)
                {
                    Change(how);
                }

                await BlobScripts.MissingAsync(connection);
            },
            ReceiveAsync);
        await using var client = new TransferClient(server, foreign);
        var reports = new Reports(report =>
        {
            if (!early && report.Status.StartsWith("uploading", StringComparison.Ordinal))
            {
                Change(how);
            }
        });

        var error = await Assert.ThrowsAsync<LlmUploadException>(() => Guard.Within(UploadAsync(client.Client, model, reports)));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(server.Url, error.Endpoint);
        Assert.Equal(["HEAD", "POST"], server.Requests.Select(request => request.Method));
        if (how == "changes")
        {
            Assert.Contains("digest mismatch, expected", Assert.IsType<LlmApiException>(error.InnerException).ServerMessage, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task I03_the_server_has_the_blob(bool foreign)
    {
        await using var server = BlobScripts.Server(BlobScripts.PresentAsync);
        await using var client = new TransferClient(server, foreign);
        using MemoryStream stream = new(new byte[Size]);

        var digests = (string[])[await UploadAsync(client.Client, false, null), await client.Client.UploadBlobAsync(stream, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)];

        Assert.Equal([await DigestAsync(), BlobScripts.SomeDigest], digests);
        Assert.Equal(["HEAD", "HEAD"], server.Requests.Select(request => request.Method));
        Assert.Equal(digests.Select(digest => "/api/blobs/" + digest), server.Requests.Select(request => request.Path));
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task I04_the_server_finds_another_digest_than_the_callers(bool foreign)
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, ReceiveAsync);
        await using var client = new TransferClient(server, foreign);
        using MemoryStream stream = new(new byte[Size]);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => Guard.Within(client.Client.UploadBlobAsync(stream, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Equal((400, ApiErrorKind.BadRequest), (error.Status, error.Kind));
        Assert.StartsWith($"digest mismatch, expected \"{BlobScripts.SomeDigest}\"", error.ServerMessage, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task I07_a_file_that_cannot_be_read(string what, bool model)
    {
        await using var server = BlobScripts.Server(BlobScripts.PresentAsync);
        await using var client = new TransferClient(server, foreign: false);
        await using var held = what == "locked" ? new FileStream(_file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
        var path = what switch
        {
            "missing" => Path.Combine(_file.Folder, "no-such-file.gguf"),
            "locked" => _file.Path,
            "a link to itself" => File.CreateSymbolicLink(Path.Combine(_file.Folder, "loop.gguf"), "loop.gguf").FullName,
            "a directory" => Directory.CreateDirectory(Path.Combine(_file.Folder, "sub.gguf")).FullName,
            "in a file" => Path.Combine(_file.Path, "sub.gguf"),
            _ => _file.Path + "\0",
        };

        // As .NET says it by itself, but that a model may be made of the files of a directory.
        var own = Record.Exception(() => File.OpenRead(path).Dispose());
        var error = await Record.ExceptionAsync(() => UploadAsync(client.Client, model, null, path));

        Assert.NotNull(own);
        Assert.True(error is IOException or UnauthorizedAccessException or ArgumentException, $"{error}");
        if (!model)
        {
            Assert.Equal((own.GetType(), own.Message), (error.GetType(), error.Message));
        }

        Assert.Empty(server.Requests);
    }

    /// <summary>No byte of it is on the disk, and none crosses a connection: the length and the digest are what may go wrong.</summary>
    [Fact]
    public async Task I07_a_file_of_more_than_2_GiB()
    {
        const long Large = (1L << 31) + 1;
        await using (FileStream sparse = new(_file.Path, FileMode.Open))
        {
            sparse.SetLength(0);
            sparse.SetLength(Large);
        }

        long? promised = null;
        var received = 0L;
        using var handler = new StubHandler(async (request, token) =>
        {
            if (request.Method == HttpMethod.Head)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            }

            promised = request.Content!.Headers.ContentLength;
            await using var sink = new CountingSink();
            await request.Content.CopyToAsync(sink, token);
            received = sink.Count;
            return new HttpResponseMessage(HttpStatusCode.Created);
        });
        using var client = handler.Create();
        var reports = new Reports();
        await using FileStream file = new(_file.Path, FileMode.Open);

        // With its digest, since hashing takes longer than all the other rows.
        await client.UploadBlobAsync(file, BlobScripts.SomeDigest, reports, cancellationToken: TestClient.Ct);

        Assert.Equal((Large, Large), (promised, received));
        Assert.Equal((new LayerProgress(BlobScripts.SomeDigest, Large, Large), 1.0), (Assert.Single(reports.Last.Layers), reports.Last.Fraction));
    }

    private static async Task ReceiveAsync(ScriptedConnection connection)
    {
        await connection.ContinueAsync();
        await connection.ReadBodyAsync();
        var expected = connection.Request.Path.Split('/')[^1];
        var digest = "sha256:" + Convert.ToHexString(SHA256.HashData(connection.Request.Body)).ToLowerInvariant();
        await (digest == expected
            ? connection.SendHeadAsync(201, ("Content-Length", "0"))
            : connection.RespondJsonAsync($$"""{"error":"digest mismatch, expected \"{{expected}}\", got \"{{digest}}\""}""", 400));
    }

    private void Change(string how)
    {
        using FileStream file = new(_file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        switch (how)
        {
            case "shrinks":
                file.SetLength(300_000);
                break;
            case "is emptied":
                file.SetLength(0);
                break;
            case "grows":
                file.SetLength(Size + 1);
                break;
            default:
                file.Position = Size - 1;
                file.WriteByte((byte)'b');
                break;
        }
    }

    private async Task<string> DigestAsync() => "sha256:" + Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_file.Path, TestClient.Ct))).ToLowerInvariant();

    private async Task<string> UploadAsync(OllamaClient client, bool model, IProgress<TransferProgress>? progress, string? path = null)
    {
        path ??= _file.Path;
        if (!model)
        {
            return await client.UploadBlobAsync(path, progress, cancellationToken: TestClient.Ct);
        }

        await client.CreateModelFromFilesAsync(path, new CreateModelRequest { Model = "mine" }, progress, cancellationToken: TestClient.Ct);
        return "";
    }
}
