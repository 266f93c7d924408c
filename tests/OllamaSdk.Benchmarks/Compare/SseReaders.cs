using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using OpenAI;
using OpenAI.Chat;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>
/// The ways to read one chat streamed as events, each over a connection pool that is warm. Where nothing else is said they return the checksum
/// of what they saw.
/// </summary>
internal sealed class SseReaders : IDisposable
{
    private const string Model = "llama3.2:3b";

    private static readonly JsonTypeInfo<ChatCompletionChunk> ChunkInfo =
        (JsonTypeInfo<ChatCompletionChunk>)LlmJson.Options.GetTypeInfo(typeof(ChatCompletionChunk));

    private static readonly byte[] DataField = "data: "u8.ToArray();

    private readonly PlainHttp _plain;
    private readonly HttpClient _packageHttp = new(new SocketsHttpHandler { UseProxy = false });
    private readonly HttpClientPipelineTransport _packageTransport;
    private readonly ChatClient _package;
    private readonly OpenAICompatibleClient _client;
    private readonly ChatCompletionRequest _request = new() { Model = Model, Messages = [ChatCompletionMessage.User("hello")] };

    public SseReaders(Uri endpoint)
    {
        var address = new Uri($"{endpoint}/v1");
        _plain = new PlainHttp(new Uri($"{address}/chat/completions"),
            """{"model":"llama3.2:3b","messages":[{"role":"user","content":"hello"}],"stream":true,"stream_options":{"include_usage":true}}"""u8.ToArray());
        // All else stays as the package has it; only no proxy of the machine may come between.
        _packageTransport = new HttpClientPipelineTransport(_packageHttp);
        _package = new ChatClient(Model, new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = address, Transport = _packageTransport });
        _client = new OpenAICompatibleClient(address.ToString());
    }

    /// <summary>The transport alone; bytes seen.</summary>
    public Task<long> RawAsync() => _plain.ReadAllAsync();

    /// <summary>What no reader of JSON can undercut; chunks seen.</summary>
    public Task<long> TokenizeAsync() => Tokenizing.CountLinesAsync(_plain, DataField);

    /// <summary>What .NET itself offers for events, and the serializer for their data.</summary>
    public async Task<long> ParseEventsAsync()
    {
        using var response = await _plain.SendAsync();
        var sum = 0L;
        var events = SseParser.Create(await response.Content.ReadAsStreamAsync(),
            static (_, data) => data.SequenceEqual("[DONE]"u8) ? null : JsonSerializer.Deserialize(data, ChunkInfo));
        await foreach (var item in events.EnumerateAsync())
        {
            sum += item.Data is { } chunk ? Sum(chunk) : 0;
        }

        return sum;
    }

    /// <summary>The OpenAI package with its default options.</summary>
    public async Task<long> PackageAsync()
    {
        var sum = 0L;
        await foreach (var update in _package.CompleteChatStreamingAsync([new UserChatMessage("hello")]))
        {
            foreach (var part in update.ContentUpdate)
            {
                sum += part.Text.Length;
            }

            sum += update.Usage?.TotalTokenCount ?? 0;
        }

        return sum;
    }

    /// <summary>The SDK with its default options.</summary>
    public async Task<long> SdkAsync()
    {
        var sum = 0L;
        await foreach (var chunk in _client.ChatStreamAsync(_request))
        {
            sum += Sum(chunk);
        }

        return sum;
    }

    public void Dispose()
    {
        _client.Dispose();
        _packageTransport.Dispose();
        _packageHttp.Dispose();
        _plain.Dispose();
    }

    private static long Sum(ChatCompletionChunk chunk)
    {
        var text = chunk.Choices is { Count: > 0 } choices ? choices[0].Delta?.Content?.Length ?? 0 : 0;
        return text + (chunk.Usage?.TotalTokens ?? 0);
    }
}
