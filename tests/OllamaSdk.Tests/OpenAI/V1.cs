using System.Text;
using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests;

/// <summary>Clients, bodies and calls of the OpenAI-compatible API that most tests make alike.</summary>
internal static class V1
{
    public const string EventStream = "text/event-stream";

    public const string Finish = """{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    public const string Usage = """{"id":"c","object":"chat.completion.chunk","model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    public const string Done = "[DONE]";

    public const string Whole = """{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}]}""";

    public static string Text(string content) => Delta($$"""{"content":{{Quote(content)}}}""");

    public static string Delta(string delta) => $$"""{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    /// <summary>Each data as an event of its own.</summary>
    public static string Events(params IEnumerable<string> data) => string.Concat(data.Select(d => $"data: {d}\n\n"));

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static OpenAICompatibleClient Create(string endpoint, Action<OpenAICompatibleClientOptions>? configure = null)
    {
        var options = new OpenAICompatibleClientOptions { Endpoint = endpoint, DefaultModel = "m", Retry = { BaseDelay = TimeSpan.FromMilliseconds(1) } };
        configure?.Invoke(options);
        return new OpenAICompatibleClient(options);
    }

    /// <summary>A client of a scripted server, with the SDK's own connection pool.</summary>
    public static OpenAICompatibleClient CreateV1(this ScriptedServer server, Action<OpenAICompatibleClientOptions>? configure = null) => Create(server.Url + "v1", configure);

    /// <summary>A client over a handler of the test's.</summary>
    public static OpenAICompatibleClient CreateV1(this HttpMessageHandler handler, Action<OpenAICompatibleClientOptions>? configure = null) => Create("http://127.0.0.1:9/v1", options =>
    {
        options.Handler = handler;
        configure?.Invoke(options);
    });

    /// <summary>A client whose every answer is this.</summary>
    public static OpenAICompatibleClient Answering(string body, int status = 200, string contentType = "application/json") =>
        new StubHandler(body, (System.Net.HttpStatusCode)status, contentType).CreateV1();

    public static IAsyncEnumerable<ChatCompletionChunk> Stream(this OpenAICompatibleClient client, CallOptions? options = null, CancellationToken? token = null) =>
        client.ChatStreamAsync("hi", null, options, token ?? TestClient.Ct);

    /// <summary>Streams a chat from a body in pieces, and keeps what came before the exception, if there was one.</summary>
    public static async Task<(List<ChatCompletionChunk> Chunks, Exception? Error)> ReadAsync(
        IEnumerable<ReadOnlyMemory<byte>> pieces, Action<OpenAICompatibleClientOptions>? configure = null, string contentType = EventStream)
    {
        using var handler = new StubHandler(() => new PieceStream(pieces), contentType: contentType);
        await using var client = handler.CreateV1(configure);
        List<ChatCompletionChunk> chunks = [];
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var chunk in client.Stream())
            {
                chunks.Add(chunk);
            }
        });
        return (chunks, error);
    }

    public static Task<(List<ChatCompletionChunk> Chunks, Exception? Error)> ReadAsync(
        string body, Action<OpenAICompatibleClientOptions>? configure = null, string contentType = EventStream) =>
        ReadAsync([Encoding.UTF8.GetBytes(body)], configure, contentType);

    /// <summary>Sends the head of an event stream and these events.</summary>
    public static async Task BeginEventsAsync(this ScriptedConnection connection, params string[] data)
    {
        await connection.SendHeadAsync(200, ("Content-Type", EventStream), ("Transfer-Encoding", "chunked"));
        foreach (var item in data)
        {
            await connection.SendChunkAsync(Events(item));
        }
    }

    /// <summary>A whole event stream, which ends in order.</summary>
    public static async Task RespondEventsAsync(this ScriptedConnection connection, params string[] data)
    {
        await connection.BeginEventsAsync(data);
        await connection.EndChunksAsync();
    }
}
