using System.Text.Json;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Transfers;

namespace OllamaSdk.Tests.Client;

/// <summary>The language-neutral requests that concern models, blobs and the web.</summary>
public sealed class WireRequestTests
{
    [Theory]
    [InlineData("push")]
    [InlineData("keep-alive-zero")]
    [InlineData("web-search")]
    [InlineData("web-search-key-scope")]
    [InlineData("blob-hello")]
    public async Task Is_sent(string id)
    {
        var expected = CaseFile.Read("wire_requests.json").GetProperty("recommended").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
        await using var cloud = BlobScripts.Server(RespondAsync);
        await using var server = BlobScripts.Server(RespondAsync);
        await using var client = server.Create(options => (options.CloudEndpoint, options.CloudApiKey) = (cloud.Url.ToString(), "key"));

        await CallAsync(client, id);

        var toCloud = id.StartsWith("web-", StringComparison.Ordinal);
        Assert.Empty((toCloud ? server : cloud).Requests);
        var request = (toCloud ? cloud : server).Requests[^1];
        Assert.Equal(toCloud ? "Bearer key" : null, request.Header("Authorization"));
        Check(expected, request);
    }

    private static void Check(JsonElement expected, ScriptedRequest request)
    {
        if (expected.TryGetProperty("method", out var method))
        {
            Assert.Equal(method.GetString(), request.Method);
        }

        if (expected.TryGetProperty("path", out var path))
        {
            Assert.Equal(path.GetString(), request.Path);
        }

        if (expected.TryGetProperty("url", out var url))
        {
            Assert.Equal(new Uri(url.GetString()!).AbsolutePath, request.Path);
        }

        if (expected.TryGetProperty("raw_body", out var raw))
        {
            Assert.Equal(raw.GetString(), request.Text);
        }

        if (expected.TryGetProperty("body", out var body))
        {
            Assert.True(JsonElement.DeepEquals(body, request.Json()), request.Text);
        }

        if (expected.TryGetProperty("body_has", out var members))
        {
            Assert.All(members.EnumerateObject(), m => Assert.True(JsonElement.DeepEquals(m.Value, request.Json().GetProperty(m.Name)), request.Text));
        }
    }

    private static async Task RespondAsync(ScriptedConnection connection)
    {
        var path = connection.Request.Path;
        if (path.StartsWith("/api/blobs/", StringComparison.Ordinal))
        {
            await (connection.Request.Method == "HEAD" ? BlobScripts.MissingAsync(connection) : BlobScripts.AcceptAsync(connection));
            return;
        }

        await connection.ReadBodyAsync();
        await (path == "/api/push" ? connection.RespondNdjsonAsync("""{"status":"success"}""") : connection.RespondJsonAsync("""{"done":true}"""));
    }

    private static async Task CallAsync(OllamaClient client, string id)
    {
        using var hello = new MemoryStream("hello"u8.ToArray());
        Task call = id switch
        {
            "push" => client.PushModelAsync("m", cancellationToken: TestClient.Ct),
            "keep-alive-zero" => client.UnloadModelAsync(cancellationToken: TestClient.Ct),
            "blob-hello" => client.UploadBlobAsync(hello, cancellationToken: TestClient.Ct),
            _ => client.WebSearchAsync("q", 3, cancellationToken: TestClient.Ct),
        };
        await call;
    }
}
