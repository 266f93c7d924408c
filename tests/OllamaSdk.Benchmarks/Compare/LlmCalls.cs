using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What it costs to go through <see cref="LlmClient"/> instead of the client underneath, where the answer is short.</summary>
internal static class LlmCalls
{
    private static readonly Aim Aim = Aim.AtMost(1.05) with { BytesLimit = null };

    // Several callers at once: one alone leaves the thread pool waiting, and how it waits costs more than what is measured.
    private const int Callers = 8;
    private const int CallsEach = 100;

    private static readonly Repetition Once = new(WarmUps: 8, RunsPerRound: 1);

    /// <summary>Whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        using var callers = new LlmCallers(server);
        Candidate[] candidates =
        [
            Many("OllamaClient", callers.NativeAsync),
            Many("LlmClient, one Ollama", callers.OneNativeAsync),
            Many("LlmClient, two Ollamas", callers.TwoNativeAsync),
            Many("OpenAICompatibleClient", callers.OpenAIAsync),
            Many("LlmClient, one /v1", callers.OneOpenAIAsync),
        ];
        var costs = await Measure.RunAsync(candidates, Callers * CallsEach, options.Rounds, Once);
        return Report.Print($"Short answers, unstreamed, {Callers} callers at once", "call", candidates, costs, [new Ratio(1, 0, Aim), new Ratio(2, 0, Aim), new Ratio(4, 3, Aim)]);
    }

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
