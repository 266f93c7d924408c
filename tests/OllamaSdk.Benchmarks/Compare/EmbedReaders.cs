using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The ways to read one large embedding answer; each returns the checksum of all numbers.</summary>
internal sealed class EmbedReaders : IDisposable
{
    private const string Model = "all-minilm";

    private static readonly JsonTypeInfo<PlainEmbeddings> PlainInfo = PlainJsonContext.Default.PlainEmbeddings;
    private static readonly JsonTypeInfo<EmbedResponse> SdkInfo = (JsonTypeInfo<EmbedResponse>)LlmJson.Options.GetTypeInfo(typeof(EmbedResponse));

    private readonly PlainHttp _http;
    private readonly OllamaClient _client;
    private readonly EmbedRequest _request = new() { Model = Model, Input = Enumerable.Range(0, VectorAnswer.Count).Select(i => $"text {i}").ToArray() };

    public EmbedReaders(Uri endpoint)
    {
        _client = new OllamaClient(endpoint.ToString());
        _http = new PlainHttp(new Uri($"{endpoint}/api/embed"),
            JsonSerializer.SerializeToUtf8Bytes(_request, LlmJson.Options.GetTypeInfo(typeof(EmbedRequest))));
    }

    /// <summary>The plain model, from memory.</summary>
    public Task<long> PlainFromMemory() => Task.FromResult(Sum(JsonSerializer.Deserialize(VectorAnswer.Json, PlainInfo)!.Embeddings!));

    /// <summary>The SDK's model and settings, from memory.</summary>
    public Task<long> SdkFromMemory() => Task.FromResult(Sum(JsonSerializer.Deserialize(VectorAnswer.Json, SdkInfo)!.Embeddings!));

    /// <summary>The plain model, parsed while the bytes come.</summary>
    public async Task<long> PlainStreamedAsync()
    {
        using var response = await _http.SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        return Sum((await JsonSerializer.DeserializeAsync(stream, PlainInfo))!.Embeddings!);
    }

    /// <summary>The plain model, parsed when all bytes are there.</summary>
    public async Task<long> PlainBufferedAsync()
    {
        using var response = await _http.SendAsync();
        return Sum(JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), PlainInfo)!.Embeddings!);
    }

    /// <summary>The SDK with its default options.</summary>
    public async Task<long> SdkAsync() => Sum((await _client.EmbedAsync(_request)).Embeddings!);

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static long Sum(IEnumerable<float[]> vectors) => vectors.Sum(VectorAnswer.Sum);
}
