using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>F: a server that points elsewhere is not followed, whoever stands there.</summary>
public sealed class RedirectRows
{
    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F02_to_the_same_host(Client client, bool streamed, bool foreign)
    {
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            await using var server = new ScriptedServer(connection => connection.Request.Path == "/elsewhere"
                ? connection.AnswerAsync(client)
                : connection.RespondAsync(status, "text/plain", "", ("Location", status == 301 ? "/elsewhere" : $"http://{connection.Request.Header("Host")}/elsewhere")));

            var error = await RefusedAsync(client, streamed, foreign, status, server);

            // The whole of it is for whoever asks for the header; the message names the host.
            Assert.EndsWith("/elsewhere", error.Headers["Location"], StringComparison.Ordinal);
            Assert.Contains(status == 301 ? "base address" : "127.0.0.1", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F03_to_another_host(Client client, bool streamed, bool foreign)
    {
        await using var other = new ScriptedServer(connection => connection.AnswerAsync(client));
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            await using var server = new ScriptedServer(connection => connection.RespondAsync(status, "text/plain", "", ("Location", $"{other.Url}api/chat?token=abcdefgh")));

            var error = await RefusedAsync(client, streamed, foreign, status, server);

            Assert.DoesNotContain("abcdefgh", error.Message, StringComparison.Ordinal);
            Assert.Contains(other.Url.Host, error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(other.Connections);
    }

    [Fact]
    public async Task F03_a_read_and_a_change_are_not_followed_either()
    {
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var server = new ScriptedServer(connection => connection.RespondAsync(302, "text/plain", "", ("Location", other.Url.ToString())));
        await using var native = server.Create();
        await using var v1 = server.CreateV1();
        foreach (var call in (Func<Task>[])[
            () => native.GetVersionAsync(cancellationToken: TestClient.Ct), () => native.DeleteModelAsync("m", cancellationToken: TestClient.Ct),
            () => native.BlobExistsAsync(Transfers.BlobScripts.SomeDigest, cancellationToken: TestClient.Ct), () => native.EmbedAsync("hi", cancellationToken: TestClient.Ct),
            () => v1.ListModelsAsync(cancellationToken: TestClient.Ct), () => v1.SendAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct)])
        {
            Assert.Equal(ApiErrorKind.Redirect, (await Assert.ThrowsAsync<LlmApiException>(call)).Kind);
        }

        Assert.Equal(6, server.Requests.Count);
        Assert.Empty(other.Connections);
    }

    private static async Task<LlmApiException> RefusedAsync(Client client, bool streamed, bool foreign, int status, ScriptedServer server)
    {
        // An HttpClient of the caller's follows unless its handler was told not to, as the one that the options make was.
        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2, new OllamaClientOptions().CreateConnectionPool());

        Assert.Single(server.Requests);
        return Assert.IsType<LlmApiException>(outcome.Check($"Api {status} Redirect", server.Url.ToString()));
    }
}
