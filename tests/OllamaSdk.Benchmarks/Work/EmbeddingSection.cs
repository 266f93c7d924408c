using System.Text.Json;
using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Compare;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>What a large answer of vectors costs, as numbers and as base64, beside the serializer's own arrays of numbers.</summary>
internal static class EmbeddingSection
{
    private const string Area = "Embeddings, 1,000 × 1,024, per vector";
    private const string Plain = "JsonSerializer into float[][]";
    private const string Native = "OllamaSdk, JSON";
    private const string Base64 = "OllamaSdk, base64";
    private const string Model = "all-minilm";

    private static readonly string[] Texts = [.. Enumerable.Range(0, VectorAnswer.Count).Select(i => $"text {i}")];

    // One run takes tens of milliseconds, long enough to stand alone.
    private static readonly Repetition Once = new(WarmUps: 20, RunsPerRound: 1);

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        var json = new CannedHandler(CannedAnswer.Short(VectorAnswer.Json) with { IsThere = true });
        var base64 = new CannedHandler(CannedAnswer.Short(VectorAnswer.Base64) with { IsThere = true });
        // In memory the plain way has not even a client.
        await MeasureAsync("in memory", FromMemory, Ours(server, json), OursBase64(server, base64), options, results);
        await MeasureAsync("loopback", Streamed(server), Ours(server, null), OursBase64(server, null), options, results);
    }

    private static async Task MeasureAsync(
        string condition, Func<Task<long>> plain, Func<Task<long>> native, Func<Task<long>> base64, RunOptions options, Results results)
    {
        Candidate[] candidates = [new(Plain, plain, VectorAnswer.Checksum), new(Native, native, VectorAnswer.Checksum), new(Base64, base64, VectorAnswer.Checksum)];
        var costs = await Measure.RunAsync(candidates, VectorAnswer.Count, options.Rounds, Once);
        results.Add(Area, condition, [Plain, Native, Base64], costs, name => name != Plain);
        results.Judge(Area, "JSON, times as fast", condition, Faster(1), $"× {Plain}", Bound.AtLeast(3));
        results.Judge(Area, "base64, times as fast", condition, Faster(2), $"× {Plain}", Bound.AtLeast(10));

        IEnumerable<double> Faster(int place) => costs[0].Zip(costs[place], (one, ours) => one.CpuMicroseconds / ours.CpuMicroseconds);
    }

    private static Task<long> FromMemory() => Task.FromResult(Sum(JsonSerializer.Deserialize(VectorAnswer.Json, PlainJsonContext.Default.PlainEmbeddings)!));

    private static Func<Task<long>> Streamed(Uri server)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Texts, PlainJsonContext.Default.StringArray);
        var http = new PlainHttp(new Uri(server, $"{Replies.Embed}/api/embed"), [.. "{\"model\":\"all-minilm\",\"input\":"u8, .. body, (byte)'}']);
        return async () =>
        {
            using var response = await http.SendAsync();
            await using var stream = await response.Content.ReadAsStreamAsync();
            return Sum((await JsonSerializer.DeserializeAsync(stream, PlainJsonContext.Default.PlainEmbeddings))!);
        };
    }

    private static Func<Task<long>> Ours(Uri server, HttpMessageHandler? handler)
    {
        var client = new OllamaClient(new OllamaClientOptions { Endpoint = new Uri(server, Replies.Embed).ToString(), Handler = handler });
        return async () => (await client.EmbedAsync(new EmbedRequest { Model = Model, Input = Texts })).Embeddings!.Sum(vector => VectorAnswer.Sum(vector));
    }

    private static Func<Task<long>> OursBase64(Uri server, HttpMessageHandler? handler)
    {
        var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = new Uri(server, $"{Replies.EmbedBase64}/v1").ToString(), Handler = handler });
        return async () => (await client.EmbedAsync(new EmbeddingRequest { Model = Model, Input = Texts })).Data.Sum(item => VectorAnswer.Sum(item!.Embedding!.Values.Span));
    }

    private static long Sum(PlainEmbeddings answer) => answer.Embeddings!.Sum(vector => VectorAnswer.Sum(vector));
}
