using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>Streams of the interfaces that a host hands out: however they are left, the server sees the connection close while the host lives on.</summary>
public sealed class InterfaceStreamTests
{
    private const string Item = """{"model":"m","message":{"role":"assistant","content":"a"},"done":false}""";
    private const string Event = """{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}""";

    /// <summary>Of events or of lines, and with a key or without.</summary>
    public static MatrixTheoryData<bool, bool> Streams => new([false, true], [false, true]);

    public static MatrixTheoryData<bool, bool, bool> StreamsAndPlaces => new([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task Break(bool ofEvents, bool keyed, bool hasToken) => ClosesAsync(keyed, async (host, source) =>
    {
        await foreach (var _ in Stream(host, ofEvents, keyed, hasToken ? source.Token : CancellationToken.None))
        {
            break;
        }
    });

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task Cancel_in_the_loop_body(bool ofEvents, bool keyed, bool byEnumeration) => ClosesAsync(keyed, async (host, source) =>
    {
        var (ofCall, ofEnumeration) = byEnumeration ? (CancellationToken.None, source.Token) : (source.Token, CancellationToken.None);
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Stream(host, ofEvents, keyed, ofCall).WithCancellation(ofEnumeration))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task Cancel_while_a_read_waits(bool ofEvents, bool keyed, bool byEnumeration) => ClosesAsync(keyed, async (host, source) =>
    {
        var (ofCall, ofEnumeration) = byEnumeration ? (CancellationToken.None, source.Token) : (source.Token, CancellationToken.None);
        await using var items = Stream(host, ofEvents, keyed, ofCall).GetAsyncEnumerator(ofEnumeration);
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync();
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(Streams))]
    public Task The_end_of_the_client(bool ofEvents, bool keyed) => ClosesAsync(keyed, async (host, _) =>
    {
        await using var items = Stream(host, ofEvents, keyed, CancellationToken.None).GetAsyncEnumerator(Ct);
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync();
        ((IDisposable)(ofEvents ? Get<OpenAICompatibleClient>(host, keyed) : Get<OllamaClient>(host, keyed))).Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await next);
        Assert.StartsWith("The client was disposed while the call was under way.", error.Message, StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task An_interface_of_a_disposed_client_says_so(bool ofEvents, bool keyed)
    {
        using var host = Make(new Uri("http://127.0.0.1:9/"), keyed);
        var (generation, chat) = (Get<IOllamaGenerationApi>(host, keyed), Get<IOpenAIChatApi>(host, keyed));
        Get<OllamaClient>(host, keyed).Dispose();
        Get<OpenAICompatibleClient>(host, keyed).Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => ofEvents ? chat.ChatAsync(V1Chat(), null, Ct) : generation.ChatAsync(Chat(), null, Ct));

        Assert.Equal("The client was disposed before the call.", error.Message);
    }

    private static async Task ClosesAsync(bool keyed, Func<IHost, CancellationTokenSource, Task> leave)
    {
        await using ScriptedServer server = new(async connection =>
        {
            var ofEvents = connection.Request.Header("Accept") == "text/event-stream";
            await connection.SendHeadAsync(200, ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(ofEvents ? $"data: {Event}\n\n" : Item + "\n");
            await connection.HoldUntilClientClosesAsync();
        });
        using var host = Make(server.Url, keyed);
        using var source = new CancellationTokenSource();

        await Guard.Within(leave(host, source), "leaving the stream");

        // The host and the source are disposed after this only: their end would close the connection too.
        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
    }

    private static IHost Make(Uri endpoint, bool keyed) => Build((services, _) =>
    {
        if (keyed)
        {
            services.AddKeyedOllama("key", Ollama);
            services.AddKeyedOpenAICompatible("key", V1);
        }
        else
        {
            services.AddOllama(Ollama);
            services.AddOpenAICompatible(V1);
        }

        void Ollama(OllamaClientOptions options) => options.Endpoint = endpoint.ToString();
        void V1(OpenAICompatibleClientOptions options) => options.Endpoint = $"{endpoint}v1";
    });

    private static IAsyncEnumerable<object> Stream(IHost host, bool ofEvents, bool keyed, CancellationToken token) => ofEvents
        ? Get<IOpenAIChatApi>(host, keyed).ChatStreamAsync(V1Chat(), null, token)
        : Get<IOllamaGenerationApi>(host, keyed).ChatStreamAsync(Chat(), null, token);

    private static OllamaChatRequest Chat() => new() { Model = "m", Messages = [OllamaChatMessage.User("hi")] };

    private static ChatCompletionRequest V1Chat() => new() { Model = "m", Messages = [ChatCompletionMessage.User("hi")] };

    private static T Get<T>(IHost host, bool keyed)
        where T : notnull => keyed ? host.Services.GetRequiredKeyedService<T>("key") : host.Services.GetRequiredService<T>();
}
