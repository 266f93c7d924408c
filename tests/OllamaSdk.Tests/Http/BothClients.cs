using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>What kind of answer a call of an interface's method expects.</summary>
public enum Shape
{
    /// <summary>None: a <see cref="Task"/>.</summary>
    Void,

    /// <summary>One object.</summary>
    Typed,

    /// <summary>A stream of JSON lines.</summary>
    Lines,

    /// <summary>A stream of server-sent events.</summary>
    Events,
}

/// <summary>Where a program can get a stream from.</summary>
public enum StreamOf
{
    Client,
    Interface,
    V1Client,
    V1Interface,
}

/// <summary>A client of each API for one server, and the calls that tests make of them.</summary>
internal sealed class BothClients : IAsyncDisposable
{
    public BothClients(string endpoint, Action<LlmConnectionOptions>? configure = null, HttpClient? foreign = null)
    {
        var native = new OllamaClientOptions { Endpoint = endpoint };
        var v1 = new OpenAICompatibleClientOptions { Endpoint = $"{endpoint.TrimEnd('/')}/v1" };
        foreach (var options in (LlmConnectionOptions[])[native, v1])
        {
            options.DefaultModel = "m";
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        }

        Native = foreign is null ? new OllamaClient(native) : new OllamaClient(foreign, native);
        V1 = foreign is null ? new OpenAICompatibleClient(v1) : new OpenAICompatibleClient(foreign, v1);
    }

    public OllamaClient Native { get; }

    public OpenAICompatibleClient V1 { get; }

    /// <summary>A call of an interface's method. A stream is read to its end, and its items go into <paramref name="items"/>.</summary>
    public async Task CallAsync(Shape shape, CallOptions? options = null, CancellationToken? token = null, List<object>? items = null)
    {
        switch (shape)
        {
            case Shape.Void:
                await Native.Api<IOllamaModelsApi>().CopyModelAsync(new() { Source = "m", Destination = "n" }, options, token ?? default);
                break;
            case Shape.Typed:
                await Native.Api<IOllamaGenerationApi>().ChatAsync(Chat(), options, token ?? default);
                break;
            default:
                await foreach (var item in Stream(shape == Shape.Lines ? StreamOf.Interface : StreamOf.V1Interface, options, token))
                {
                    items?.Add(item);
                }

                break;
        }
    }

    /// <summary>Without a token where none is given.</summary>
    public IAsyncEnumerable<object> Stream(StreamOf origin, CallOptions? options = null, CancellationToken? token = null) => origin switch
    {
        StreamOf.Client => Native.ChatStreamAsync(Chat(), options, token ?? default),
        StreamOf.Interface => Native.Api<IOllamaGenerationApi>().ChatStreamAsync(Chat(), options, token ?? default),
        StreamOf.V1Client => V1.ChatStreamAsync(V1Chat(), options, token ?? default),
        _ => V1.Api<IOpenAIChatApi>().ChatStreamAsync(V1Chat(), options, token ?? default),
    };

    public void Dispose()
    {
        Native.Dispose();
        V1.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private static OllamaChatRequest Chat() => new() { Model = "m", Messages = [OllamaChatMessage.User("hi")] };

    private static ChatCompletionRequest V1Chat() => new() { Model = "m", Messages = [ChatCompletionMessage.User("hi")] };
}

/// <summary>Beginnings of answers, in the framing that was asked for.</summary>
internal static class Beginnings
{
    /// <summary>The head of a chunked answer and its beginning: one item of a stream, or half an object.</summary>
    public static Task BeginAnswerAsync(this ScriptedConnection connection) => connection.Request.Header("Accept") switch
    {
        V1.EventStream => connection.BeginEventsAsync(V1.Text("a")),
        "application/x-ndjson" => connection.BeginStreamAsync(TestClient.Chunk),
        _ => connection.BeginHalfAsync(),
    };

    /// <summary>The bytes of one item of a stream, or half an object.</summary>
    public static string Piece(this ScriptedConnection connection) => connection.Request.Header("Accept") switch
    {
        V1.EventStream => V1.Events(V1.Text("a")),
        "application/x-ndjson" => TestClient.Chunk + "\n",
        _ => "{\"model\":",
    };

    private static async Task BeginHalfAsync(this ScriptedConnection connection)
    {
        await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Transfer-Encoding", "chunked"));
        await connection.SendChunkAsync(connection.Piece());
    }
}
