using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>A server that reads a request and closes without a word has seen it: nothing beneath the SDK sends it again.</summary>
public sealed class SilentResendTests
{
    public static TheoryData<string> Calls => ["sign out", "account", "delete", "raw POST", "raw DELETE", "raw PATCH", "v1 raw POST", "v1 raw DELETE", "chat", "version", "models", "blob", "v1 models", "raw GET"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task B01_each_request_comes_once(string call)
    {
        await using var server = new ScriptedServer(connection =>
        {
            connection.Close();
            return Task.CompletedTask;
        });
        await using var native = server.Create(options => options.Retry.MaxRetries = 0);
        await using var v1 = server.CreateV1(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => Guard.Within<object?>(call switch
        {
            "sign out" => As(native.SignOutAsync(cancellationToken: TestClient.Ct)),
            "account" => As(native.GetAccountAsync(cancellationToken: TestClient.Ct)),
            "delete" => As(native.DeleteModelAsync("m", cancellationToken: TestClient.Ct)),
            "raw POST" => As(native.SendAsync(HttpMethod.Post, "/api/x", cancellationToken: TestClient.Ct)),
            "raw DELETE" => As(native.SendAsync(HttpMethod.Delete, "/api/x", cancellationToken: TestClient.Ct)),
            "raw PATCH" => As(native.SendStreamAsync(HttpMethod.Patch, "/api/x", cancellationToken: TestClient.Ct).ToListAsync()),
            "v1 raw POST" => As(v1.SendAsync(HttpMethod.Post, "/responses/r/cancel", cancellationToken: TestClient.Ct)),
            "v1 raw DELETE" => As(v1.SendAsync(HttpMethod.Delete, "/responses/r", cancellationToken: TestClient.Ct)),
            "version" => As(native.GetVersionAsync(cancellationToken: TestClient.Ct)),
            "models" => As(native.ListModelsAsync(cancellationToken: TestClient.Ct)),
            "blob" => As(native.BlobExistsAsync($"sha256:{new string('a', 64)}", cancellationToken: TestClient.Ct)),
            "v1 models" => As(v1.ListModelsAsync(cancellationToken: TestClient.Ct)),
            "raw GET" => As(v1.SendAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct)),
            _ => As(native.ChatAsync("hi", cancellationToken: TestClient.Ct)),
        }));

        Assert.Equal((ConnectionPhase.ReceiveHeaders, 1), (error.Phase, error.Attempts));
        Assert.Single(server.Requests);
    }

    private static async Task<object?> As(Task task)
    {
        await task;
        return null;
    }
}
