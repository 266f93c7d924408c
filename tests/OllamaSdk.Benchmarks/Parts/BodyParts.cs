using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Work;
using OllamaSdk.Json;

namespace OllamaSdk.Benchmarks.Parts;

/// <summary>Whole bodies: an answer of vectors, a request of many messages.</summary>
[MemoryDiagnoser]
public class BodyParts
{
    private readonly JsonTypeInfo<EmbedResponse> _embed = (JsonTypeInfo<EmbedResponse>)LlmJson.Options.GetTypeInfo(typeof(EmbedResponse));
    private readonly Func<int, Task<long>> _request = RequestSection.Native(new Uri("http://127.0.0.1:11434"), new RequestCounter(), messages: 1_000);

    [Benchmark(OperationsPerInvoke = VectorAnswer.Count)]
    public int Vectors() => CutVectors.TryRead(VectorAnswer.Json, _embed, out var answer) ? answer!.Embeddings!.Count : throw new InvalidOperationException("The vectors are not read in the quick way.");

    [Benchmark(OperationsPerInvoke = VectorAnswer.Count)]
    public int VectorsBySerializer() => JsonSerializer.Deserialize(VectorAnswer.Json, PlainJsonContext.Default.PlainEmbeddings)!.Embeddings!.Length;

    /// <summary>A call in memory, of which one message is new.</summary>
    [Benchmark]
    public Task<long> Request() => _request(0);
}
