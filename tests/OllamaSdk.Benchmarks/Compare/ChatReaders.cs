using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The ways to read one streamed chat, each over a connection pool that is warm. All but the SDK look for no fault at all.</summary>
internal sealed class ChatReaders(Uri endpoint) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private static readonly JsonTypeInfo<ChatResponse> ChatInfo = (JsonTypeInfo<ChatResponse>)OllamaJson.Options.GetTypeInfo(typeof(ChatResponse));
    private static readonly byte[] Body = """{"model":"llama3.2:3b","messages":[{"role":"user","content":"hello"}],"stream":true}"""u8.ToArray();

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly OllamaClient _client = new(endpoint.ToString());
    private readonly ChatRequest _request = new() { Model = "llama3.2:3b", Messages = [ChatMessage.User("hello")] };
    private readonly Uri _route = new($"{endpoint}/api/chat");

    /// <summary>The transport alone; bytes seen.</summary>
    public async Task<long> RawAsync()
    {
        using var response = await SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[BufferSize];
        var bytes = 0L;
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }

    /// <summary>Every token of every line, and nothing made of them: no reader of JSON can cost less. Lines seen.</summary>
    public async Task<long> TokenizeAsync()
    {
        using var response = await SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[BufferSize];
        var (lines, held) = (0L, 0);
        while (await stream.ReadAsync(buffer.AsMemory(held)) is > 0 and var read)
        {
            var end = held + read;
            var taken = Tokenize(buffer.AsSpan(0, end), ref lines);
            buffer.AsSpan(taken, end - taken).CopyTo(buffer);
            held = end - taken;
        }

        return lines;
    }

    /// <summary>What .NET itself offers for a stream of JSON values; characters of text seen.</summary>
    public async Task<long> DeserializeStreamAsync()
    {
        using var response = await SendAsync();
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
        using var response = await SendAsync();
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

    private static int Tokenize(ReadOnlySpan<byte> bytes, ref long lines)
    {
        var taken = 0;
        while (bytes[taken..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var reader = new Utf8JsonReader(bytes.Slice(taken, length));
            while (reader.Read())
            {
            }

            taken += length + 1;
            lines++;
        }

        return taken;
    }

    private async Task<HttpResponseMessage> SendAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _route) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return (await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
    }
}
