using System.Text;
using OllamaSdk.ContractTests.WireMock;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

/// <summary>Copy, delete and blobs: answers without a body, asserted by the request that earned them.</summary>
public sealed class AdministrationContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("copy", "tiny-copy")]
    [InlineData("push_copy", "127.0.0.1:15000/library/tiny")]
    public async Task A_model_is_copied(string name, string destination)
    {
        CallOptions call = Replay(name);
        call.RequestId = "typed " + name;

        await Client.CopyModelAsync("tiny", destination, call, Ct);

        LoggedRequest sent = Server.LastRequest(name, call.RequestId);
        Assert.Equal(("tiny", destination), (sent.Json().Text("source"), sent.Json().Text("destination")));
    }

    [Theory]
    [InlineData("delete", "tiny-copy")]
    [InlineData("pull_delete", "127.0.0.1:15000/library/tiny-pull")]
    [InlineData("pull_delete2", "127.0.0.1:15000/library/tiny-pull")]
    [InlineData("push_cleanup", "127.0.0.1:15000/library/tiny")]
    [InlineData("quantize_cleanup", "tiny-q8")]
    public async Task A_model_is_deleted(string name, string model)
    {
        CallOptions call = Replay(name);
        int status = 0;
        call.OnResponse = info => status = info.Status;

        await Client.DeleteModelAsync(model, call, Ct);

        Assert.Equal(Recording.Load(name).Status, status);
    }

    [Theory]
    [InlineData("blob_head", true)]
    [InlineData("blob_head_404", false)]
    public async Task Whether_a_blob_exists(string name, bool exists) =>
        Assert.Equal(exists, await Client.BlobExistsAsync(Digest(name), Replay(name), Ct));

    [Theory]
    [InlineData("01_blobs")]
    public async Task A_blob_is_uploaded_as_it_is(string name)
    {
        using MemoryStream content = new("GGUF and so on"u8.ToArray());
        CallOptions call = Replay(name);
        call.RequestId = "typed upload";

        Assert.Equal(Digest(name), await Client.UploadBlobAsync(content, Digest(name), null, call, Ct));

        LoggedRequest sent = Server.LastRequest(name, call.RequestId);
        Assert.Equal(("POST", Recording.Load(name).Url), (sent.Method, sent.Url));
        Assert.Equal(Encoding.UTF8.GetString(content.ToArray()), sent.Body);
        Assert.Equal("application/octet-stream", sent.Header("Content-Type"));
        Assert.Equal("100-continue", sent.Header("Expect"));
    }

    [Theory]
    [InlineData("blob_digest_mismatch")]
    public async Task A_digest_that_is_not_the_content_is_refused(string name)
    {
        using MemoryStream content = new("abc"u8.ToArray());

        LlmApiException error = await Assert.ThrowsAsync<LlmApiException>(() => Client.UploadBlobAsync(content, Digest(name), null, Replay(name), Ct));

        Expect.Refusal(Recording.Load(name), ApiErrorKind.BadRequest, error);
    }

    private static string Digest(string name) => Recording.Load(name).Url["/api/blobs/".Length..];
}
