using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>What a caller's value becomes in a path, and what is refused there.</summary>
public sealed class PathSegmentTests
{
    public static TheoryData<string?> Refused => new(null, "", ".", "..");

    [Theory]
    [InlineData("", "sha256:00ff", "/api/blobs/sha256:00ff")]
    [InlineData("/a%3Ab", "sha256:00ff", "/a%3Ab/api/blobs/sha256:00ff")]
    [InlineData("/a%3ab/", "sha256:00ff", "/a%3ab/api/blobs/sha256:00ff")]
    [InlineData("/a:b", "sha256:00ff", "/a:b/api/blobs/sha256:00ff")]
    [InlineData("/a%20b%2Fc", "x", "/a%20b%2Fc/api/blobs/x")]
    [InlineData("", "a%3Ab", "/api/blobs/a%253Ab")]
    [InlineData("", "a/../b", "/api/blobs/a%2F..%2Fb")]
    [InlineData("", "{digest}", "/api/blobs/%7Bdigest%7D")]
    public async Task K02_digest(string prefix, string digest, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var client = TestClient.Create($"127.0.0.1:{server.Url.Port}{prefix}");
        var api = client.Api<IOllamaBlobsApi>();

        await api.CheckBlobAsync(digest, null, TestClient.Ct);
        await api.UploadBlobAsync(digest, new ByteArrayContent([1]), null, TestClient.Ct);

        Assert.Equal([expected, expected], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("/v1", "org/model:7b-q4_0", "/v1/models/org%2Fmodel:7b-q4_0")]
    [InlineData("/x%3Ay/v1", "org/model:7b", "/x%3Ay/v1/models/org%2Fmodel:7b")]
    [InlineData("/v1", "a b?c#d%e", "/v1/models/a%20b%3Fc%23d%25e")]
    [InlineData("/v1", "a+b&c=d;e@f,g!h*i'(j)~k$", "/v1/models/a%2Bb%26c%3Dd%3Be%40f%2Cg%21h%2Ai%27%28j%29~k%24")]
    [InlineData("/v1", "日本/ü", "/v1/models/%E6%97%A5%E6%9C%AC%2F%C3%BC")]
    [InlineData("/v1", "...", "/v1/models/...")]
    [InlineData("/v1", "..\\..", "/v1/models/..%5C..")]
    [InlineData("/v1", "%2e%2e", "/v1/models/%252e%252e")]
    [InlineData("/v1", "a\r\nX-Evil: 1", "/v1/models/a%0D%0AX-Evil:%201")]
    public async Task K02_model(string basePath, string model, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var client = V1.Create($"http://127.0.0.1:{server.Url.Port}{basePath}");

        await client.Api<IOpenAIModelsApi>().GetModelAsync(model, null, TestClient.Ct);

        Assert.Equal(expected, Assert.Single(server.Requests).Path);
        Assert.Null(server.Requests[0].Header("X-Evil"));
    }

    [Fact]
    public async Task A_base_address_with_an_escaped_colon_is_kept_where_the_path_has_no_segment_of_the_callers()
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var client = TestClient.Create($"127.0.0.1:{server.Url.Port}/a%3Ab");

        await client.Api<IOllamaServerApi>().GetVersionAsync(null, TestClient.Ct);
        await client.Api<IOllamaServerApi>().PingAsync(null, TestClient.Ct);

        Assert.Equal(["/a%3Ab/api/version", "/a%3Ab/"], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task K02_what_would_change_the_path_is_refused_before_anything_is_sent(string? segment)
    {
        using var handler = new StubHandler("{}");
        await using var native = handler.Create();
        await using var v1 = handler.CreateV1();
        var value = segment!;
        Func<Task>[] calls =
        [
            async () => await native.Api<IOllamaBlobsApi>().CheckBlobAsync(value, null, TestClient.Ct),
            async () => await native.Api<IOllamaBlobsApi>().UploadBlobAsync(value, new ByteArrayContent([1]), null, TestClient.Ct),
            async () => await v1.Api<IOpenAIModelsApi>().GetModelAsync(value, null, TestClient.Ct),
            async () => await v1.GetModelAsync(value, null, TestClient.Ct),
#pragma warning disable CS0618 // Obsolete for users, but still sent.
            async () => await native.Api<IOllamaAccountApi>().SignOutKeyAsync(value, null, TestClient.Ct),
#pragma warning restore CS0618
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(call);
        }

        Assert.Equal(0, handler.Requests);
    }
}
