using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>Names of blobs, and whether the server has one.</summary>
public sealed class BlobTests
{
    public static TheoryData<string> WrongDigests =>
    [
        "", "sha256:", "../../api/delete", "sha256:../../api/delete", "a?x", "a#f", "%2f", "\\", "sha256:123",
        "sha256:" + new string('A', 64), "SHA256:" + new string('a', 64), "sha256-" + new string('a', 64), new string('a', 64),
        "sha256:%2f", "sha256:\\", "sha256:" + new string('a', 60) + "?x=1", "sha256:" + new string('a', 60) + "#abc", "sha256:" + new string('a', 32) + "/" + new string('a', 31),
        "sha256:" + new string('a', 63), "sha256:" + new string('a', 65), "sha256:" + new string('g', 64), "sha256:" + new string('a', 63) + "\n",
        " sha256:" + new string('a', 64), "sha256:" + new string('\uFF11', 64), "sha512:" + new string('a', 64),
    ];

    [Theory]
    [MemberData(nameof(WrongDigests))]
    public async Task I01_a_digest_of_another_form_is_refused_before_any_request(string digest)
    {
        await using var server = new ScriptedServer(BlobScripts.PresentAsync);
        await using var client = server.Create();
        using var content = new MemoryStream();
        var files = new Dictionary<string, string> { ["a.gguf"] = digest };
        CreateModelRequest create = new() { Model = "x" };

        await Assert.ThrowsAsync<ArgumentException>(() => client.BlobExistsAsync(digest, cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.UploadBlobAsync(content, digest, cancellationToken: TestClient.Ct));
        foreach (var request in (CreateModelRequest[])[create with { Files = files }, create with { Adapters = files }, create with { DraftFiles = files }])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.CreateModelAsync(request, cancellationToken: TestClient.Ct));
            await Assert.ThrowsAsync<ArgumentException>(() => client.CreateModelStreamAsync(request, cancellationToken: TestClient.Ct).ToListAsync());
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task Whether_it_exists(int status, bool expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", status));
        await using var client = server.Create();

        Assert.Equal(expected, await client.BlobExistsAsync(BlobScripts.SomeDigest, cancellationToken: TestClient.Ct));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("HEAD", "/api/blobs/" + BlobScripts.SomeDigest), (request.Method, request.Path));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Another_status_is_neither_yes_nor_no(int status)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", status));
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.BlobExistsAsync(BlobScripts.SomeDigest, cancellationToken: TestClient.Ct));

        Assert.Equal(status, error.Status);
    }
}
