using OllamaSdk.TestKit;

namespace OllamaSdk.Tests;

/// <summary>Clients and calls that most tests make alike.</summary>
internal static class TestClient
{
    public const string Chunk = """{"model":"m","message":{"role":"assistant","content":"a"},"done":false}""";

    public const string Last = """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}""";

    public const string Version = """{"version":"1.2.3"}""";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A client of a scripted server, with the SDK's own connection pool and waits too short to notice.</summary>
    public static OllamaClient Create(this ScriptedServer server, Action<OllamaClientOptions>? configure = null) => Create(server.Url.ToString(), configure);

    public static OllamaClient Create(string endpoint, Action<OllamaClientOptions>? configure = null)
    {
        var options = new OllamaClientOptions { Endpoint = endpoint, DefaultModel = "m", Retry = { BaseDelay = TimeSpan.FromMilliseconds(1) } };
        configure?.Invoke(options);
        return new OllamaClient(options);
    }

    /// <summary>A client over a handler of the test's.</summary>
    public static OllamaClient Create(this HttpMessageHandler handler, Action<OllamaClientOptions>? configure = null) => Create("http://127.0.0.1:9", options =>
    {
        options.Handler = handler;
        configure?.Invoke(options);
    });

    public static IAsyncEnumerable<OllamaChatResponse> Stream(this OllamaClient client, CallOptions? options = null, CancellationToken? token = null) =>
        client.ChatStreamAsync("hi", null, options, token ?? Ct);

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>Sends the head of a chunked stream and one item.</summary>
    public static async Task BeginStreamAsync(this ScriptedConnection connection, params string[] lines)
    {
        await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
        foreach (var line in lines)
        {
            await connection.SendChunkAsync(line + "\n");
        }
    }
}
