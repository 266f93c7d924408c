using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>Many streams at the same time through one <see cref="LlmClient"/>, and how flat memory stays meanwhile.</summary>
internal static class LlmStreams
{
    private const int Streams = 1_000;
    private const int Waves = 3;
    private const double Kibibyte = 1024;

    // KiB per stream: its connection, its buffers, and the answer's text, which the last update holds; garbage included.
    private const double MostGrowth = 256;

    // KiB per stream that are still held when all waves have ended.
    private const double MostLeft = 1;

    /// <summary>Whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        using var client = new LlmClient(new LlmClientOptions
        {
            MaxConnectionsPerServer = Streams,
            Targets = { new LlmTarget(LlmProviders.Ollama, "llama3.2", new Uri(server, Replies.Streams).ToString()) },
        });
        await WaveAsync(client);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Console.WriteLine($"{Streams} streams at once through one LlmClient, {ShortStream.Count} chunks each, {Streams * ShortStream.ByteLength / 1e6:0} MB in all");
        Console.WriteLine(Report.Row("", "growth KiB", "allocated KiB", "per stream, growth at its peak"));
        var flat = true;
        for (var wave = 1; wave <= Waves; wave++)
        {
            using var memory = new MemoryWatch();
            await WaveAsync(client);
            var (growth, allocated) = memory.Stop();
            var each = growth / Kibibyte / Streams;
            flat &= each < MostGrowth;
            Console.WriteLine(Report.Row($"wave {wave}", Report.Number(each, "0.0"), Report.Number(allocated / Kibibyte / Streams, "0.0"), $"< {MostGrowth} {(each < MostGrowth ? "met" : "MISSED")}"));
        }

        var left = (GC.GetTotalMemory(forceFullCollection: true) - before) / Kibibyte / Streams;
        flat &= left < MostLeft;
        Console.WriteLine(Report.Row("left after the last wave", Report.Number(left, "0.0"), "", $"< {MostLeft} {(left < MostLeft ? "met" : "MISSED")}"));
        Console.WriteLine();
        return flat;
    }

    private static async Task WaveAsync(LlmClient client)
    {
        var waiting = Streams;
        var allOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => ReadAsync()));

        async Task ReadAsync()
        {
            var (characters, answer) = (0L, (LlmResponse?)null);
            await foreach (var update in client.ChatStreamAsync("Why is the sky blue?"))
            {
                // No stream goes on before all of them are open.
                if (characters == 0)
                {
                    if (Interlocked.Decrement(ref waiting) == 0)
                    {
                        allOpen.SetResult();
                    }

                    await allOpen.Task;
                }

                characters += update.ContentDelta.Length;
                answer = update.Response;
            }

            if (characters != ShortStream.TextLength || answer?.Content.Length != characters)
            {
                throw new InvalidOperationException($"A stream of {ShortStream.TextLength} characters gave {characters}, and {answer?.Content.Length} at its end.");
            }
        }
    }
}
