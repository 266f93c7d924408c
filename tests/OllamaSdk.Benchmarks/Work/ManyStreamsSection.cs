using OllamaSdk.Benchmarks.Compare;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>Very many streams at the same time, and how much memory each of them holds at the peak, garbage and text included.</summary>
internal static class ManyStreamsSection
{
    private const string Area = "1,000 streams at once";
    private const int Streams = 1_000;
    private const int Waves = 5;
    private const double Kibibyte = 1024;

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        using var ollama = new OllamaClient(new OllamaClientOptions { Endpoint = new Uri(server, Replies.Streams).ToString(), MaxConnectionsPerServer = Streams });
        using var llm = new LlmClient(new LlmClientOptions
        {
            MaxConnectionsPerServer = Streams,
            ReadVariable = static _ => null,
            Targets = { new LlmTarget(LlmProviders.Ollama, Reading.Model, new Uri(server, Replies.Streams).ToString()) },
        });
        await JudgeAsync(Way.Typed, () => ollama.ChatStreamAsync(Reading.Question, Reading.Model), results);
        await JudgeAsync(Way.Llm, () => llm.ChatStreamAsync(Reading.Question), results);
    }

    /// <summary>Reads so many answers at once; none goes on before all of them are open.</summary>
    public static async Task WaveAsync(int streams, Func<IAsyncEnumerable<ILlmTextPart>> start)
    {
        var waiting = streams;
        var allOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => ReadAsync()));

        async Task ReadAsync()
        {
            var characters = 0L;
            await foreach (var part in start())
            {
                if (characters == 0)
                {
                    if (Interlocked.Decrement(ref waiting) == 0)
                    {
                        allOpen.SetResult();
                    }

                    await allOpen.Task;
                }

                characters += part.Text?.Length ?? 0;
            }

            if (characters != ShortStream.TextLength)
            {
                throw new InvalidOperationException($"A stream of {ShortStream.TextLength} characters gave {characters}.");
            }
        }
    }

    private static async Task JudgeAsync(string name, Func<IAsyncEnumerable<ILlmTextPart>> start, Results results)
    {
        await WaveAsync(Streams, start);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peaks = new List<double>();
        for (var wave = 0; wave < Waves; wave++)
        {
            using var memory = new MemoryWatch();
            await WaveAsync(Streams, start);
            peaks.Add(memory.Stop().PeakGrowth / Kibibyte / Streams);
        }

        var left = (GC.GetTotalMemory(forceFullCollection: true) - before) / Kibibyte / Streams;
        results.Judge(Area, $"{name}, growth at the peak", "each", peaks, "KiB", Bound.AtMost(64));
        results.Judge(Area, $"{name}, left afterwards", "each", [Math.Max(0, left)], "KiB", Bound.AtMost(1));
    }
}
