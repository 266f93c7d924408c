using OllamaSdk.Benchmarks.Compare;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>What a short call that is not streamed costs, beside the same by hand.</summary>
internal static class CallSection
{
    private const string Area = "Short call, not streamed";
    private const string Plain = "HttpClient + System.Text.Json by hand";
    private const double MostSurplus = 3 * 1024;
    private const int Callers = 8;
    private const int CallsEach = 100;
    private const int SampledCalls = 100_000;

    private static readonly Repetition Once = new(WarmUps: 8, RunsPerRound: 1);

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        using var ours = new LlmCallers(server, null);
        await MeasureAsync("native", Native(server, null), ours.NativeAsync);
        await MeasureAsync("/v1", OpenAI(server, null), ours.OpenAIAsync);

        // By type where there is no network: what the sockets do is the same for both.
        using var handler = new ShortAnswerHandler();
        using var inMemory = new LlmCallers(server, handler);
        results.Notes.Add(await SurplusAsync("native", Native(server, handler), inMemory.NativeAsync));
        results.Notes.Add(await SurplusAsync("/v1", OpenAI(server, handler), inMemory.OpenAIAsync));

        async Task MeasureAsync(string api, Func<Task<long>> plain, Func<Task<long>> sdk)
        {
            Candidate[] candidates = [Many(Plain, plain), Many("OllamaSdk", sdk)];
            var costs = await Measure.RunAsync(candidates, Callers * CallsEach, options.Rounds, Once);
            results.Add(Area, api, [Plain, "OllamaSdk"], costs, name => name != Plain);
            results.Judge(Area, "CPU", api, costs[1].Zip(costs[0], (one, other) => one.CpuMicroseconds / other.CpuMicroseconds), "× by hand", Bound.AtMost(1.15));
            results.Judge(Area, "bytes more than by hand", api, costs[1].Zip(costs[0], (one, other) => one.Bytes - other.Bytes), "B", Bound.AtMost(MostSurplus));
        }
    }

    private static Func<Task<long>> Native(Uri server, HttpMessageHandler? handler)
    {
        var chat = new PlainChat(new Uri(server, Replies.ShortNative), handler);
        return () => chat.NativeAsync(Request());
    }

    private static Func<Task<long>> OpenAI(Uri server, HttpMessageHandler? handler)
    {
        var chat = new PlainChat(new Uri(server, Replies.ShortOpenAI), handler);
        return () => chat.OpenAIAsync(Request());
    }

    // Made anew as programs do.
    private static PlainRequest Request() => new("llama3.2", [new PlainMessage("user", "Why is the sky blue?")], false);

    private static async Task<Note> SurplusAsync(string api, Func<Task<long>> plain, Func<Task<long>> sdk)
    {
        var (byHand, ours) = (await AllocatedTypes.PerCallAsync(plain, SampledCalls), await AllocatedTypes.PerCallAsync(sdk, SampledCalls));
        var rows = ours.Keys.Union(byHand.Keys)
            .Select(type => (Type: type, Surplus: ours.GetValueOrDefault(type) - byHand.GetValueOrDefault(type)))
            .Where(row => Math.Abs(row.Surplus) >= AllocatedTypes.Least)
            .OrderByDescending(row => row.Surplus);
        return new Note(Area, $"Bytes of a call more than by hand, by type, {api}; sampled in memory over {SampledCalls:N0} calls", [("type", "bytes"), .. rows.Select(row => (row.Type, row.Surplus.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))]);
    }

    // One caller alone leaves the thread pool waiting, and how it waits costs more than what is measured.
    private static Candidate Many(string name, Func<Task<long>> call)
    {
        return new(name, async () => (await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync()))).Sum(), ShortAnswers.Checksum * Callers * CallsEach);

        async Task<long> CallAsync()
        {
            var sum = 0L;
            for (var i = 0; i < CallsEach; i++)
            {
                sum += await call();
            }

            return sum;
        }
    }
}
