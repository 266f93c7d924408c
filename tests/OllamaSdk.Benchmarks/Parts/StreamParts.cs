using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;

namespace OllamaSdk.Benchmarks.Parts;

/// <summary>One chunk of a stream, read in the quick way and by the serializer. Chunks differ, as they do in a stream.</summary>
[MemoryDiagnoser]
public class StreamParts
{
    private const string Data = "data: ";
    private const int Chunks = 1_000;
    private readonly JsonTypeInfo<OllamaChatResponse> _native = (JsonTypeInfo<OllamaChatResponse>)LlmJson.Options.GetTypeInfo(typeof(OllamaChatResponse));
    private readonly JsonTypeInfo<ChatCompletionChunk> _openAI = (JsonTypeInfo<ChatCompletionChunk>)LlmJson.Options.GetTypeInfo(typeof(ChatCompletionChunk));
    private readonly byte[][] _lines = [.. ChatLines.All.Take(Chunks).Select(line => line[..^1])];
    private readonly byte[][] _events = [.. ChatEvents.All.Take(Chunks).Select(one => one[Data.Length..^2])];

    [Benchmark(OperationsPerInvoke = Chunks)]
    public int NativeQuick() => Quick<OllamaChatResponse>(_lines);

    [Benchmark(OperationsPerInvoke = Chunks)]
    public int NativeSerializer() => _lines.Sum(line => JsonSerializer.Deserialize(line, _native)!.Message.Content.Length);

    [Benchmark(OperationsPerInvoke = Chunks)]
    public int OpenAIQuick() => Quick<ChatCompletionChunk>(_events);

    [Benchmark(OperationsPerInvoke = Chunks)]
    public int OpenAISerializer() => _events.Sum(one => JsonSerializer.Deserialize(one, _openAI)!.Choices.Count);

    [Benchmark(OperationsPerInvoke = Chunks)]
    public int Tokens()
    {
        var tokens = 0;
        foreach (var line in _lines)
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    // A stream's own reader, as each stream has one.
    private static int Quick<T>(byte[][] lines)
        where T : class, IStreamItem
    {
        var (quick, read) = (new QuickItems(), 0);
        foreach (var line in lines)
        {
            read += quick.TryRead<T>(line) is null ? throw new InvalidOperationException("A chunk is not read in the quick way.") : 1;
        }

        return read;
    }
}
