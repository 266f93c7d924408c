using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The ways to read one streamed chat, each over a connection pool that is warm. All but the SDK look for no fault at all.</summary>
internal sealed class ChatReaders(Uri endpoint) : IDisposable
{
    private static readonly JsonTypeInfo<OllamaChatResponse> ChatInfo = (JsonTypeInfo<OllamaChatResponse>)LlmJson.Options.GetTypeInfo(typeof(OllamaChatResponse));
    private static readonly byte[] Body = """{"model":"llama3.2:3b","messages":[{"role":"user","content":"hello"}],"stream":true}"""u8.ToArray();

    private readonly PlainHttp _http = new(new Uri($"{endpoint}/api/chat"), Body);
    private readonly OllamaClient _client = new(endpoint.ToString());
    private readonly OllamaChatRequest _request = new() { Model = "llama3.2:3b", Messages = [OllamaChatMessage.User("hello")] };

    /// <summary>The transport alone; bytes seen.</summary>
    public Task<long> RawAsync() => _http.ReadAllAsync();

    /// <summary>What no reader of JSON can undercut; lines seen.</summary>
    public Task<long> TokenizeAsync() => Tokenizing.CountLinesAsync(_http, default);

    /// <summary>What .NET itself offers for a stream of JSON values; characters of text seen.</summary>
    public async Task<long> DeserializeStreamAsync()
    {
        using var response = await _http.SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var text = 0L;
        await foreach (var chunk in JsonSerializer.DeserializeAsyncEnumerable(stream, ChatInfo, topLevelValues: true))
        {
            text += chunk!.Message!.Content!.Length;
        }

        return text;
    }

    /// <summary>What most programs do; characters of text seen.</summary>
    public async Task<long> DeserializeLinesAsync()
    {
        using var response = await _http.SendAsync();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var text = 0L;
        while (await reader.ReadLineAsync() is { } line)
        {
            text += JsonSerializer.Deserialize(line, ChatInfo)!.Message!.Content!.Length;
        }

        return text;
    }

    /// <summary>The SDK with its default options; characters of text seen.</summary>
    public async Task<long> SdkAsync()
    {
        var text = 0L;
        await foreach (var chunk in _client.ChatStreamAsync(_request))
        {
            text += chunk.Message!.Content!.Length;
        }

        return text;
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
