using System.Globalization;
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
    private const int RawBufferSize = 4 * 1024;
    private const double Kibibyte = 1024;

    /// <summary>The argument with which this program reads such streams, each way in a process of its own.</summary>
    public const string Command = "many-streams";

    // A program that says nothing of its collector collects beside its work, and keeps little garbage for that. This program does not, so that all work is
    // counted, and would show tens of MiB of garbage as what streams hold.
    private static readonly Dictionary<string, string> UsualCollector = new() { ["DOTNET_gcConcurrent"] = "1" };

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        var raw = await StartAsync(Way.Raw, server);
        results.Notes.Add(new Note(Area, "What the connections alone take", [("", "KiB each (10–90 %)"), ($"{Way.Raw}, growth at the peak", Spread.Of(raw[..^1]).ToString())]));
        foreach (var way in new[] { Way.Typed, Way.Llm })
        {
            var numbers = await StartAsync(way, server);
            results.Judge(Area, $"{way}, growth at the peak", "each", numbers[..^1], "KiB", Bound.AtMost(64));
            results.Judge(Area, $"{way}, left afterwards", "each", numbers[^1..], "KiB", Bound.AtMost(1));
        }
    }

    /// <summary>Is the process: a line for the peak of each wave, and one for what is left of all.</summary>
    /// <param name="way">Who reads.</param>
    /// <param name="server">Which sends them.</param>
    public static async Task RunAsync(string way, Uri server)
    {
        var read = Reader(way, new Uri(server, Replies.Streams));
        await WaveAsync(Streams, read);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var wave = 0; wave < Waves; wave++)
        {
            using var memory = new MemoryWatch();
            await WaveAsync(Streams, read);
            Print(memory.Stop().PeakGrowth);
        }

        Print(Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - before));

        static void Print(long bytes) => Console.WriteLine((bytes / Kibibyte / Streams).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads so many answers at once; none goes on before all of them are open.</summary>
    public static Task WaveAsync(int streams, Func<IAsyncEnumerable<ILlmTextPart>> start) => WaveAsync(streams, opened => ReadAsync(start(), opened));

    private static async Task WaveAsync(int streams, Func<Func<Task>, Task> read)
    {
        var waiting = streams;
        var allOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => read(OpenedAsync)));

        Task OpenedAsync()
        {
            if (Interlocked.Decrement(ref waiting) == 0)
            {
                allOpen.SetResult();
            }

            return allOpen.Task;
        }
    }

    private static Func<Func<Task>, Task> Reader(string way, Uri server)
    {
        if (way == Way.Raw)
        {
            var http = new PlainHttp(new Uri($"{server}/api/chat"), "{}"u8.ToArray());
            return opened => ReadAsync(http, opened);
        }

        if (way == Way.Typed)
        {
            var ollama = new OllamaClient(new OllamaClientOptions { Endpoint = server.ToString(), MaxConnectionsPerServer = Streams });
            return opened => ReadAsync(ollama.ChatStreamAsync(Reading.Question, Reading.Model), opened);
        }

        var llm = new LlmClient(new LlmClientOptions
        {
            MaxConnectionsPerServer = Streams,
            ReadVariable = static _ => null,
            Targets = { new LlmTarget(LlmProviders.Ollama, Reading.Model, server.ToString()) },
        });
        return opened => ReadAsync(llm.ChatStreamAsync(Reading.Question), opened);
    }

    private static async Task ReadAsync(IAsyncEnumerable<ILlmTextPart> stream, Func<Task> opened)
    {
        var characters = 0L;
        await foreach (var part in stream)
        {
            if (characters == 0)
            {
                await opened();
            }

            characters += part.Text?.Length ?? 0;
        }

        Check(characters, ShortStream.TextLength);
    }

    private static async Task ReadAsync(PlainHttp http, Func<Task> opened)
    {
        using var response = await http.SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[RawBufferSize];
        var bytes = 0L;
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            if (bytes == 0)
            {
                await opened();
            }

            bytes += read;
        }

        Check(bytes, ShortStream.ByteLength);
    }

    private static void Check(long seen, long sent)
    {
        if (seen != sent)
        {
            throw new InvalidOperationException($"A stream gave {seen} where {sent} were sent.");
        }
    }

    private static async Task<double[]> StartAsync(string way, Uri server)
    {
        using var process = OwnProcess.Start(UsualCollector, [Command, way, server.ToString()]);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"The process with {Streams} streams ended with {process.ExitCode}; its own words are above.");
    }
}
