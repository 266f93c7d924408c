using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>Key, password, prompt, query and header values, looked for in everything that a person or a log may see of a failed call.</summary>
public sealed class SecretCanaryTests
{
    private const string Canary = "c4nary";

    public static TheoryData<string> Failures =>
    [
        "refused", "dns", "tls", "end before headers", "reset", "garbage", "400", "401", "404", "429", "500", "503", "redirect", "html", "not json",
        "wrong type", "error line", "cut", "incomplete", "endless line", "first byte", "idle", "total", "handler throws", "oversized header",
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Nothing_secret_is_told_of(string failure)
    {
        var logs = new CapturingLogs();
        await using var server = new ScriptedServer(connection => FailAsync(connection, failure));
        var authority = failure switch
        {
            "refused" => "127.0.0.1:1",
            "dns" => "no-such-host.invalid",
            _ => server.Url.Authority,
        };
        var options = new OllamaClientOptions
        {
            Endpoint = $"http://user-{Canary}:pass-{Canary}@{authority}/?query={Canary}#{Canary}",
            ApiKey = failure.Length % 2 == 0 ? $"key-{Canary}" : null,
            AllowApiKeyOverHttp = true,
            LoggerFactory = logs,
            MaxLineBytes = 4096,
            Headers = { ["X-Secret"] = $"header-{Canary}" },
            Retry = { BaseDelay = TimeSpan.Zero, MaxRetries = 1 },
            Handler = failure switch
            {
                "tls" => new StubHandler((_, _) => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no TLS")),
                "handler throws" => new StubHandler((request, _) => throw new HttpRequestException("failed")),
                _ => null,
            },
        };
        await using var client = new OllamaClient(options);
        var call = new CallOptions { Headers = { ["X-Call"] = $"call-{Canary}" }, RequestId = $"id-{Canary}" };
        _ = failure switch
        {
            "first byte" => call.FirstByteTimeout = TimeSpan.FromMilliseconds(50),
            "idle" => call.IdleTimeout = TimeSpan.FromMilliseconds(50),
            "total" => call.TotalTimeout = TimeSpan.FromMilliseconds(50),
            _ => null,
        };
        var request = new OllamaChatRequest { Model = "m", Messages = [OllamaChatMessage.System($"be {Canary}"), OllamaChatMessage.User($"prompt {Canary}")] };

        var streamed = await Assert.ThrowsAnyAsync<LlmException>(() => Guard.Within(client.ChatStreamAsync(request, call, TestClient.Ct).ToListAsync()));
        var whole = await Assert.ThrowsAnyAsync<LlmException>(() => Guard.Within(client.ChatAsync(request, call, TestClient.Ct)));

        foreach (var error in (LlmException[])[streamed, whole])
        {
            Clean(error.ToString());
            Clean(error.Endpoint?.ToString());
            Clean(string.Join(' ', error.Data.Values.Cast<object>()));
            Clean((error as LlmApiException)?.Excerpt);
        }

        Assert.All(logs.Lines, Clean);
        Clean(client.ToString());
        Clean(client.Endpoint.ToString());
        Clean(options.ToString());
        Clean(call.ToString());
    }

    [Fact]
    public async Task Retries_are_logged_without_them()
    {
        var logs = new CapturingLogs();
        using var handler = new StubHandler("""{"error":"busy"}""", HttpStatusCode.ServiceUnavailable);
        await using var client = handler.Create(options => (options.LoggerFactory, options.ApiKey) = (logs, $"key-{Canary}"));

        await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync($"prompt {Canary}", cancellationToken: TestClient.Ct));

        Assert.Equal(2, logs.LinesBeyondCalls.Count);
        Assert.All(logs.LinesBeyondCalls, line => Assert.Contains("POST /api/chat", line, StringComparison.Ordinal));
        Assert.All(logs.Lines, Clean);
    }

    private static void Clean(string? text) => Assert.DoesNotContain(Canary, text ?? "", StringComparison.OrdinalIgnoreCase);

    private static async Task FailAsync(ScriptedConnection connection, string failure)
    {
        switch (failure)
        {
            case "end before headers":
                connection.Close();
                break;
            case "reset":
                connection.Reset();
                break;
            case "garbage":
                await connection.SendAsync("garbage, not HTTP\r\n\r\n");
                connection.Close();
                break;
            case "oversized header":
                await connection.SendAsync($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n");
                await connection.HoldUntilClientClosesAsync();
                break;
            case "redirect":
                await connection.RespondJsonAsync("{}", 307, ("Location", "http://elsewhere.invalid/"));
                break;
            case "html":
                await connection.RespondAsync(200, "text/html", "<html>portal</html>\n");
                break;
            case "not json":
                await connection.RespondJsonAsync("{oops\n");
                break;
            case "wrong type":
                await connection.RespondJsonAsync("{\"done\":5}\n");
                break;
            case "error line":
                await connection.RespondJsonAsync("{\"error\":\"boom\"}\n");
                break;
            case "cut":
                await connection.SendHeadAsync(200, ("Content-Length", "5000"));
                await connection.SendAsync(TestClient.Chunk + "\n");
                connection.Close();
                break;
            case "incomplete":
                await connection.RespondJsonAsync(TestClient.Chunk + "\n");
                break;
            case "endless line":
                await connection.RespondJsonAsync(new string('x', 8192));
                break;
            case "idle" or "total":
                await connection.BeginStreamAsync(TestClient.Chunk);
                await connection.HoldUntilClientClosesAsync();
                break;
            case "first byte":
                await connection.HoldUntilClientClosesAsync();
                break;
            default:
                await connection.RespondJsonAsync("{\"error\":\"no\"}", int.TryParse(failure, out var status) ? status : 500);
                break;
        }
    }
}
